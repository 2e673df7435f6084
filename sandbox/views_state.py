"""Modals and Home tabs: each person's stack of three, hashes, external ids, and what is typed into them."""

from typing import Any

from sandbox.errors import SlackError
from sandbox.ids import view_hash
from sandbox.view_values import accept, values_of
from sandbox.workspace import Change, Workspace

Json = dict[str, Any]
STACK_LIMIT = 3


class Views:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.stacks: dict[str, list[Json]] = {}
        self.homes: dict[str, Json] = {}

    def reset(self) -> None:
        self.stacks.clear()
        self.homes.clear()

    def stack(self, user: str) -> list[Json]:
        return self.stacks.setdefault(user, [])

    def find(self, view_id: str = "", external_id: str = "") -> tuple[str, Json]:
        """Whose it is, and the view. Raises SlackError `not_found` for what was never there or has been closed."""
        for user, stack in self.stacks.items():
            for view in stack:
                if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                    return user, view
        for user, view in self.homes.items():
            if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                return user, view
        raise SlackError("not_found")

    def open(self, user: str, view: Json) -> Json:
        """A new root; whatever was open before is gone."""
        self._check_external_id(view)
        self.stacks[user] = []
        return self._add(user, view)

    def push(self, user: str, view: Json) -> Json:
        """On top of the stack. Raises SlackError `push_limit_reached` for a fourth, `not_found` on nothing."""
        stack = self.stack(user)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= STACK_LIMIT:
            raise SlackError("push_limit_reached")
        self._check_external_id(view)
        return self._add(user, view)

    def update(self, user: str, old: Json, view: Json, expected_hash: str = "") -> Json:
        """In place. Raises SlackError `hash_conflict` when `expected_hash` is not the present one."""
        if expected_hash and expected_hash != old["hash"]:
            raise SlackError("hash_conflict")
        self._check_external_id(view, old)
        values = values_of(view["blocks"], old["state"]["values"])
        fresh = self._object(view, old["id"], old["root_view_id"], old["previous_view_id"], values)
        self._workspace.lately.keep(old["id"], old["blocks"])
        old.clear()
        old.update(fresh)
        self.tell(user, old)
        return old

    def publish(self, user: str, view: Json, expected_hash: str = "") -> Json:
        """The Home tab of `user`; the id stays, the hash changes."""
        old = self.homes.get(user)
        if old is not None:
            return self.update(user, old, view, expected_hash)
        if expected_hash:
            raise SlackError("hash_conflict")
        self._check_external_id(view)
        view_id = self._workspace.ids.new("V")
        self.homes[user] = self._object(view, view_id, view_id, None, values_of(view["blocks"]))
        self.tell(user, self.homes[user])
        return self.homes[user]

    def close(self, user: str, view: Json) -> None:
        """Take this one away; what the app has meanwhile put on top of it stays."""
        self.stacks[user] = [other for other in self.stack(user) if other is not view]
        self.tell(user)

    def clear(self, user: str) -> None:
        self.stack(user).clear()
        self.tell(user)

    def set_values(self, view: Json, sent: Json) -> None:
        view["state"]["values"] = accept(view["blocks"], view["state"]["values"], sent)

    def tell(self, user: str, view: Json | None = None) -> None:
        """Let the person's pages know: the Home tab when it is that, else the whole stack."""
        if view is not None and view["type"] == "home":
            self._workspace.tell(Change("home", {"view": view}, frozenset([user])))
        else:
            self._workspace.tell(Change("views", {"stack": list(self.stack(user))}, frozenset([user])))

    def _add(self, user: str, view: Json) -> Json:
        stack = self.stack(user)
        view_id = self._workspace.ids.new("V")
        root = stack[0]["id"] if stack else view_id
        previous = stack[-1]["id"] if stack else None
        made = self._object(view, view_id, root, previous, values_of(view["blocks"]))
        stack.append(made)
        self.tell(user)
        return made

    def _object(self, view: Json, view_id: str, root: str, previous: str | None, values: Json) -> Json:
        app = self._workspace.app
        return {
            "id": view_id,
            "team_id": app.team_id,
            "type": view["type"],
            "blocks": view["blocks"],
            "private_metadata": view.get("private_metadata") or "",
            "callback_id": view.get("callback_id") or "",
            "state": {"values": values},
            "hash": view_hash(self._workspace.clock.now()),
            "title": view.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": bool(view.get("clear_on_close")),
            "notify_on_close": bool(view.get("notify_on_close")),
            "close": view.get("close"),
            "submit": view.get("submit"),
            "submit_disabled": bool(view.get("submit_disabled")),
            "previous_view_id": previous,
            "root_view_id": root,
            "app_id": app.app_id,
            "external_id": view.get("external_id") or "",
            "app_installed_team_id": app.team_id,
            "bot_id": app.bot_id,
        }

    def _check_external_id(self, view: Json, own: Json | None = None) -> None:
        """Unique in the team among the views that are open."""
        wanted = view.get("external_id")
        if not wanted:
            return
        everything = [view for stack in self.stacks.values() for view in stack] + list(self.homes.values())
        if any(other["external_id"] == wanted and other is not own for other in everything):
            raise SlackError("duplicate_external_id")
