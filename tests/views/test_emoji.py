"""The sandbox shows what the views write."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "sandbox/page/js/emoji.js"
NAMED = re.compile(r"(?<![\w:{}]):([a-z][a-z0-9_]+):(?![\w:])")


def test_every_emoji_of_the_views_is_known_to_the_sandboxs_page() -> None:
    known = set(re.findall(r"(?:^|\|)([a-z0-9_+'-]+) ", TABLE.read_text(), re.MULTILINE))
    used = {name for path in (ROOT / "views").rglob("*.py") for name in NAMED.findall(path.read_text())}
    assert "left_right_arrow" in used
    assert used <= known
