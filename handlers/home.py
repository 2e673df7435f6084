"""App Home: drawn anew on every visit."""

from handlers.context import Context
from handlers.router import event
from handlers.windows import publish_home


@event("app_home_opened")
async def opened(ctx: Context) -> None:
    if ctx.payload.event.get("tab", "home") == "home":
        await publish_home(ctx)
    await ctx.ack()
