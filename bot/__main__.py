"""`python -m bot`."""

import gc

# Loading makes no garbage, and looking for it takes a fifth of the start-up; `run_async` turns it on again.
gc.disable()

from bot.cli import cli  # noqa: E402

cli()
