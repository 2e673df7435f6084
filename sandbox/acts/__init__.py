"""What people do in the page. Importing this fills the table of acts."""

from sandbox.acts import clicking, commands, modals, talking
from sandbox.acts.router import Scene, perform

__all__ = ["Scene", "clicking", "commands", "modals", "perform", "talking"]
