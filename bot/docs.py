"""`python -m bot.docs [--check]`: the parts of the docs that are made from the code, written anew or compared."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bot import manifest
from bot.settings_doc import env_example
from domain.diagram import mermaid
from handlers.hub import usages

ROOT = Path(__file__).parent.parent


def commands_table() -> str:
    rows = [
        f"| `{each.usage}` | {each.help} | {', '.join(f'`{alias}`' for alias in each.aliases)} |" for each in usages()
    ]
    return "\n".join(["| command | what it does | also |", "| --- | --- | --- |", *rows])


def settings_text() -> str:
    return f"```sh\n{env_example().strip()}\n```"


def stages_text() -> str:
    return mermaid().strip()


BLOCKS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "commands": ("README.md", commands_table),
    "settings": ("docs/settings.md", settings_text),
    "stages": ("docs/stages.md", stages_text),
    "scopes": ("docs/install.md", manifest.scopes_table),
}
"""By the name of the marks around it, `<!-- name -->` and `<!-- /name -->`: the file, and what stands between them."""

FILES: Mapping[str, Callable[[], str]] = {".env.example": env_example, "manifest.yaml": manifest.as_yaml}
"""Files that are made as a whole."""


class MarksMissing(Exception):
    """A file lacks the marks between which its made part goes."""


def wanted(root: Path = ROOT) -> dict[Path, str]:
    """What each file should hold. Raises MarksMissing."""
    found = {root / name: make() for name, make in FILES.items()}
    for mark, (name, make) in BLOCKS.items():
        path = root / name
        text = found.get(path) or path.read_text(encoding="utf-8")
        before, opening, rest = text.partition(f"<!-- {mark} -->")
        _, closing, after = rest.partition(f"<!-- /{mark} -->")
        if not closing:
            raise MarksMissing(f"{name} needs <!-- {mark} --> and <!-- /{mark} -->, each on a line of its own.")
        found[path] = f"{before}{opening}\n{make()}\n{closing}{after}"
    return found


def drifted(root: Path = ROOT) -> list[Path]:
    """Files that hold something else than they should."""
    return [
        path for path, text in wanted(root).items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        for path, text in wanted().items():
            path.write_text(text, encoding="utf-8")
        return 0
    found = drifted()
    for path in found:
        sys.stderr.write(f"{path.relative_to(ROOT)} has drifted from the code: run `make docs`.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
