"""What a button carries, as the forms of `domain/forms.py`. Raises Unknown for what no button of ours carries."""

from domain.forms import AnswerForm, HappenedForm, LoopForm
from handlers.payload import Payload, Unknown
from views import ids


def value(payload: Payload) -> ids.Value:
    """What the button carries. Raises Unknown for what no button of ours does."""
    return carried(payload.value)


def carried(text: str) -> ids.Value:
    try:
        return ids.parse_value(text)
    except ValueError:
        raise Unknown from None


def of_loop(payload: Payload) -> LoopForm:
    """A button that says all by itself. What it carries besides loop and version is the key or the member meant."""
    found = value(payload)
    return LoopForm(loop=found.id, version=found.version, key=found.extra[0] if found.extra else "")


def settled(payload: Payload) -> LoopForm:
    found = value(payload)
    key = "happened" if payload.name == ids.SETTLE_HAPPENED else "not"
    return LoopForm(loop=found.id, version=found.version, key=key)


def invited(payload: Payload, answer: str) -> AnswerForm:
    found = value(payload)
    return AnswerForm(interview=found.id, version=found.version, answer=answer)


def happened(payload: Payload) -> HappenedForm:
    found = value(payload)
    return HappenedForm(loop=found.id, interview_version=found.version, answer=payload.name.partition(".")[2])
