"""What a post says: its read-model, loaded when its turn comes. None when it is no longer true."""

from collections.abc import Callable, Mapping

from domain.read.messages import Outgoing, PostKind
from models.tables import Post
from services.work import Work

Loader = Callable[[Work, Post], Outgoing | None]

LOADERS: Mapping[PostKind, Loader] = {}


def load(work: Work, post_id: int) -> Outgoing | None:
    """What the post says now; None when there is nothing to say any more."""
    post = work.session.get(Post, post_id)
    return None if post is None else LOADERS[PostKind(post.kind)](work, post)
