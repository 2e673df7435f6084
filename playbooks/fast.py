"""The composer on libyaml: ten times as fast as PyYAML's own, and only there where PyYAML was built with it."""

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs do not export it

from playbooks.source import Strict


class FastComposer(Strict, CParser, yaml.resolver.Resolver):
    """Reads the events from C, and makes the nodes by our own strict rules."""

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        yaml.composer.Composer.__init__(self)
        yaml.resolver.Resolver.__init__(self)
