"""What says the same as what stands there is not sent again, and whatever is not sure to stand there is."""

import pytest

from scheduling.courier import Courier
from services import gates
from services.gates import UPDATE
from services.work import Work
from tests.fakes.posting import FakeSlack
from tests.scheduling.conftest import Advance, Mail


async def test_what_stands_there_already_is_not_sent_again(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    await mail.deliver(courier)
    wait(2)
    await mail.say("card")
    await mail.deliver(courier)
    mail.texts["card"] = "changed"
    await mail.say("card")
    await mail.deliver(courier)
    await mail.say("card")
    await mail.deliver(courier, rounds=2)
    assert [method for method, _ in slack.calls] == ["chat.postMessage", "chat.update"]
    assert await mail.states() == ["sent", "dropped", "sent", "dropped"]
    assert (await mail.errors())[1] == "unchanged"


async def test_it_costs_neither_the_channel_its_turn_nor_the_method_its_pace(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    await mail.deliver(courier)
    wait(2)
    before = await mail.database.read(lambda s: gates.look(Work(s, mail.clock.now()), mail.clock.real()).free[UPDATE])
    await mail.say("card")
    await mail.say("next")
    await mail.deliver(courier)
    after = await mail.database.read(lambda s: gates.look(Work(s, mail.clock.now()), mail.clock.real()).free[UPDATE])
    assert slack.said[-1] == ("C1", "next")
    assert after == before


@pytest.mark.parametrize("lost", [True, False])
async def test_after_a_change_of_unknown_outcome_the_old_words_are_sent_once_more(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance, *, lost: bool
) -> None:
    await mail.say("card")
    await mail.deliver(courier)
    wait(2)
    mail.texts["card"] = "a slip"
    await mail.say("card")
    if lost:
        slack.lost.append(UPDATE)
    else:
        slack.wrong.append((UPDATE, TimeoutError()))
    await mail.deliver(courier)
    mail.texts["card"] = "card"
    await mail.deliver(courier, rounds=3, pause=60)
    assert slack.changed[-1][2] == "card"
    assert next(iter(slack.messages.values()))["text"] == "card"


async def test_whoever_went_away_while_it_changed_a_message_leaves_it_in_doubt(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    await mail.deliver(courier)
    wait(2)
    mail.texts["card"] = "a slip"
    await mail.say("card")
    assert await mail.courier()._claim(mail.clock.now(), mail.clock.real(), 5), "and nobody hears of it again"
    mail.texts["card"] = "card"
    wait(120)
    await courier.take_up_interrupted()
    await mail.deliver(courier, rounds=2)
    assert [text for _, _, text in slack.changed] == ["card"]
