"""How many examples a dear property gets: few in every run, many when somebody takes the time (`make thorough`)."""

import os


def times(examples: int) -> int:
    """`examples`, or as many times that as THOROUGH in the environment says."""
    return examples * int(os.environ.get("THOROUGH", "1"))
