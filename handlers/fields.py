"""The values of a submitted form, field by field. What is missing or malformed is refused all at once."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from domain.refusals import Invalids
from views import ids

T = TypeVar("T")


def _plain(given: Mapping[str, Any]) -> Any:
    return given.get("value")


_VALUE: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "static_select": lambda given: (given.get("selected_option") or {}).get("value"),
    "external_select": lambda given: (given.get("selected_option") or {}).get("value"),
    "radio_buttons": lambda given: (given.get("selected_option") or {}).get("value"),
    "multi_static_select": lambda given: [option["value"] for option in given.get("selected_options") or ()],
    "checkboxes": lambda given: [option["value"] for option in given.get("selected_options") or ()],
    "users_select": lambda given: given.get("selected_user"),
    "multi_users_select": lambda given: given.get("selected_users"),
    "conversations_select": lambda given: given.get("selected_conversation"),
    "channels_select": lambda given: given.get("selected_channel"),
    "datepicker": lambda given: given.get("selected_date"),
    "timepicker": lambda given: given.get("selected_time"),
    "datetimepicker": lambda given: given.get("selected_date_time"),
}
"""Where each kind of element keeps what was chosen; all others keep it in `value`."""


class Fields:
    """Of one view. A block id is the form's field; the action id below it does not matter."""

    def __init__(self, view: Mapping[str, Any]) -> None:
        values: Mapping[str, Mapping[str, Any]] = (view.get("state") or {}).get("values") or {}
        self._given: dict[str, Mapping[str, Any]] = {
            block: next(iter(elements.values()), {}) for block, elements in values.items()
        }
        self._meta = ids.parse_metadata(str(view.get("private_metadata") or ""))
        self._errors: dict[str, str] = {}

    def whole(self, form: T) -> T:
        """The form, unless something in it was missing or malformed: raises Invalids."""
        if self._errors:
            raise Invalids(self._errors)
        return form

    def refuse(self, field: str, sentence: str) -> None:
        self._errors.setdefault(field, sentence)

    def number_of(self, key: str) -> int:
        """An id or version from the view's metadata; 0 when it carries none."""
        return int(self._meta.get(key) or 0)

    def word_of(self, key: str) -> str:
        return str(self._meta.get(key) or "")

    @property
    def names(self) -> tuple[str, ...]:
        """Every field that there is, filled in or not."""
        return tuple(self._given)

    def raw(self, field: str) -> Any:
        given = self._given.get(field, {})
        return _VALUE.get(str(given.get("type")), _plain)(given)

    def optional(self, field: str) -> str:
        return str(self.raw(field) or "").strip()

    def text(self, field: str) -> str:
        found = self.optional(field)
        if not found:
            self.refuse(field, "Please fill this in.")
        return found

    def choice(self, field: str) -> str:
        found = self.optional(field)
        if not found:
            self.refuse(field, "Please choose one.")
        return found

    def ticked(self, field: str) -> bool:
        return bool(self.raw(field))

    def several(self, field: str) -> tuple[str, ...]:
        """All that were chosen, in their order; none is fine."""
        return tuple(self.raw(field) or ())

    def users(self, field: str) -> tuple[str, ...]:
        return tuple(self.raw(field) or ())

    def number(self, field: str) -> int:
        try:
            return int(self.optional(field))
        except ValueError:
            self.refuse(field, "Please give a whole number.")
            return 0

    def day(self, field: str) -> date:
        found = self.optional_day(field)
        if found is None:
            self.refuse(field, "Please choose a date.")
        return found or date.min

    def optional_day(self, field: str) -> date | None:
        try:
            return date.fromisoformat(self.optional(field))
        except ValueError:
            return None

    def hour(self, field: str) -> time:
        try:
            return time.fromisoformat(self.optional(field))
        except ValueError:
            self.refuse(field, "Please choose a time.")
            return time.min

    def moment(self, field: str) -> datetime:
        """Seconds since 1970, as Slack's date and time picker gives them."""
        found = self.optional(field)
        if not found.isdecimal():
            self.refuse(field, "Please choose a date and a time.")
            return datetime.min.replace(tzinfo=UTC)
        return datetime.fromtimestamp(int(found), UTC)
