"""How many examples a dear property gets, and where they are played.

Few in every run, many when somebody takes the time (`make thorough`), half of them on each kind of database.
"""

import os

from hypothesis import strategies as st

KINDS = ["sqlite", "postgresql"]
ON_EITHER = st.sampled_from(KINDS)
"""The kind of database that an example is played on: those that are written down see to both in every run."""


def times(examples: int) -> int:
    """`examples`, or as many times that as THOROUGH in the environment says."""
    return examples * int(os.environ.get("THOROUGH", "1"))
