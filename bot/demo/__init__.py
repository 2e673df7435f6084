"""A sample company in a local Slack, with a tour: `python -m bot demo`."""

from bot.demo.program import run

__all__ = ["run"]
