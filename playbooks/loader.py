"""Files to playbooks: every problem of every file at once, each with its line and its remedy."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from domain.playbook import Playbook
from playbooks import source
from playbooks.problems import Location, PlaybookError, Problem, explain, place

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class LoadedPlaybook:
    """A playbook, the text it was read from, and the hash that a loop pins.

    The hash is that of `playbook.to_json()`, the content with its defaults: a changed comment makes no new
    content, and a default that a later release changes does.
    """

    playbook: Playbook
    text: str
    hash: str
    path: Path


def content_hash(text: str) -> str:
    """SHA-256 in hexadecimal, 64 characters."""
    return hashlib.sha256(text.encode()).hexdigest()


def parse(text: str, name: str) -> Playbook:
    """Read a playbook from YAML; `name` is the file's. Raises PlaybookError with all its problems."""
    read = source.read(text)
    problems = [Problem(name, line, place(at), what) for at, line, what in read.problems]
    if read.data is None:
        raise PlaybookError(problems)
    known = {at for at, _, _ in read.problems}
    try:
        playbook = Playbook.model_validate(read.data)
    except ValidationError as invalid:
        found = [pair for error in invalid.errors(include_url=False) for pair in explain(error)]
        problems += [_located(read, name, at, what) for at, what in found if at not in known]
        raise PlaybookError(_in_order(problems)) from None
    if problems:
        raise PlaybookError(_in_order(problems))
    return playbook


def load(path: Path) -> LoadedPlaybook:
    """Read one file. Raises PlaybookError, also for a file that cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PlaybookError([Problem(path.name, None, "", "is not UTF-8 text; save it as UTF-8")]) from None
    except OSError as error:
        what = f"cannot be read ({error.strerror}); check its path and who may read it"
        raise PlaybookError([Problem(path.name, None, "", what)]) from None
    playbook = parse(text, path.name)
    return LoadedPlaybook(playbook, text, content_hash(playbook.to_json()), path)


def load_folder(path: Path) -> list[LoadedPlaybook]:
    """Read every `.yaml` and `.yml` of a folder, by name. Raises PlaybookError for all of them at once."""
    files = sorted(file for file in path.glob("*") if file.suffix in _SUFFIXES and file.is_file())
    if not files:
        what = "holds no playbook; put a .yaml file there, a copy of backend.yaml to begin with"
        raise PlaybookError([Problem(str(path), None, "", what)])
    loaded: list[LoadedPlaybook] = []
    problems: list[Problem] = []
    for file in files:
        try:
            loaded.append(load(file))
        except PlaybookError as error:
            problems += error.problems
    problems += _shared_keys(loaded)
    if problems:
        raise PlaybookError(problems)
    return loaded


def _shared_keys(loaded: list[LoadedPlaybook]) -> list[Problem]:
    first: dict[str, str] = {}
    problems: list[Problem] = []
    for one in loaded:
        key, name = one.playbook.key, one.path.name
        if key in first:
            what = f"is '{key}', which {first[key]} uses; give each playbook its own key"
            problems.append(_located(source.read(one.text), name, ("key",), what))
        first.setdefault(key, name)
    return problems


def _located(read: source.Source, name: str, at: Location, what: str) -> Problem:
    return Problem(name, read.line(at), place(at), what)


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.line or 0)
