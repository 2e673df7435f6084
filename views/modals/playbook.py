"""How a role hires, to read: what it looks for, its stages, and what comes before and after them."""

from collections.abc import Iterator

from domain.playbook import Decider, Onboarding, SkillCategory, Stage
from domain.read.choices import RolePlaybook
from views import ids
from views.blocks import View, header, modal, section
from views.briefings import listed
from views.modals.parts import titled
from views.text import bold, count, escape, name
from views.wording import HOW_WE_HIRE, seniority

DECIDERS = {Decider.RECRUITER: "the recruiter decides", Decider.HIRING_MANAGER: "the hiring manager decides"}


def playbook_modal(found: RolePlaybook) -> View:
    """All that the playbook says to people; what it says to the bot alone stays out."""
    playbook = found.playbook
    about = f"{bold(found.title)} · {seniority(found.seniority)} · {name(playbook.name)}"
    looked_for = [escape(playbook.expectations[found.seniority]), *map(_skill, playbook.skill_matrix)]
    stages = playbook.stages_for(found.seniority)
    return modal(
        HOW_WE_HIRE,
        [
            section(f"{about}\n{escape(playbook.summary)}"),
            *titled("What we look for", looked_for),
            *titled("Before the first candidate", listed(playbook.kickoff)),
            *titled("The stages", (_stage(number, stage) for number, stage in enumerate(stages, start=1))),
            header("After the offer"),
            *map(section, _onboarding(playbook.onboarding)),
            *titled("What to ask candidates once it is over", listed(playbook.candidate_survey)),
        ],
        ids.SHOW_PLAYBOOK,
    )


def _skill(skill: SkillCategory) -> str:
    nice = f". _Nice to have:_ {escape(skill.nice_to_have)}" if skill.nice_to_have else ""
    return f"• {bold(skill.name)}: {escape(skill.must_have.rstrip('.'))}{nice}"


def _stage(number: int, stage: Stage) -> str:
    """What it is for, how long it takes, and what a candidate may do instead."""
    facts = []
    if stage.duration_minutes:
        facts.append(count(stage.duration_minutes, "minute"))
    if stage.take_home:
        facts.append(f"{count(stage.take_home.declared_minutes, 'minute')} at home")
        facts.append(f"{count(stage.take_home.days_to_return, 'day')} to return it")
    if stage.scorecards:
        facts += [count(stage.scorecards, "scorecard"), *(["a debrief"] if stage.debated else [])]
        facts.append(DECIDERS[stage.decided_by])
    about = f" ({', '.join(facts)})" if facts else ""
    said = f"{number}. {bold(stage.name)}{about}: {escape(stage.purpose)}"
    return f"{said} {escape(stage.take_home.alternative)}" if stage.take_home else said


def _onboarding(plan: Onboarding) -> Iterator[str]:
    for phase in plan.phases:
        yield "\n".join([bold(phase.name), *listed(phase.steps)])
    for review in plan.reviews:
        yield "\n".join([f"*By day {review.day}*", *listed(review.goals)])
