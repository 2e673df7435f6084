"""What nobody asks a candidate, in any stage, unless a playbook words it differently."""

from typing import Final

AVOID: Final = (
    "Age, date of birth, or when somebody finished school",
    "Family: partner, children, pregnancy, plans for either, or who looks after whom",
    "Health, disability, sick days or medication; how somebody likes to work is fine",
    "Origin, nationality, mother tongue or birthplace; “May you work here, or will you need a permit?” is fine",
    "Religion, politics, or membership of a union",
    "Gender identity, sexual orientation, or what somebody looks like",
    "What they earn now or earned before: unlawful in many places; ask what they expect",
    "Arrests, debts, or military service, unless the law asks for it in this very role",
    "Their private accounts and posts; don't look for them either",
)
"""Questions that the law of the EU, the United Kingdom or US states forbids, or that let prejudice in by the side door.

After the guidance of the US Equal Employment Opportunity Commission, the UK's Acas, and the EU's directives 2000/43,
2000/78 and 2023/970. If a candidate brings it up, it is not followed up and not noted.
"""
