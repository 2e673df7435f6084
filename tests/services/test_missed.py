"""Messages that did not reach somebody, and to whom it falls to tell them."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from domain.forms import CloseRoleForm, LoopForm, PanelForm, TodoForm
from domain.read.messages import PostKind
from domain.refusals import NotAllowed, NotNow
from domain.state import Missed
from domain.todos import TodoKind
from models import queries
from models.tables import History, Loop, Post
from services import delivery, missed, panels, posts, reading, roles, todos, troubles
from services.outcomes import ORPHANED, UNKNOWN, Closed, Failed, InDoubt, Outcome, Sent
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import HIRING, Company
from tests.services.delivering import claim, finish
from tests.services.reminding import WEDNESDAY_NINE, plan


async def comes_of_it(company: Company, to: str, outcome: Outcome) -> str:
    """What waits for this destination is tried, and this comes of it; what waits elsewhere arrives. Its new state."""
    state = ""
    for one in await claim(company):
        ours = one.destination == to
        got = await finish(company, one, outcome if ours else Sent("D1", f"{one.outbox}.1"))
        state = got if ours else state
    company.clock.pass_real_time(delivery.LEASE)
    return state


async def invited(company: Company) -> int:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    return loop


async def open_(company: Company, loop: int) -> list[tuple[str, str]]:
    rows = await company.read(lambda work: queries.open_todos(work.session, loop))
    return [(row.key.partition(":")[2], row.member_id) for row in rows if row.kind == TodoKind.UNREACHED]


def anew(kind: PostKind, key: str, loop: int, member: str) -> Callable[[Work], Post]:
    return lambda work: posts.say(work, key, kind, loop=loop, member=member)


@pytest.mark.parametrize(
    ("to", "outcome", "expected"),
    [
        ("UINES", Failed("msg_too_long"), [("lost.UINES", "URITA")]),
        ("UINES", InDoubt(UNKNOWN), [("doubt.UINES", "URITA")]),
        ("UINES", Closed("user_not_found"), [("gone.UINES", "URITA")]),
        (HIRING, Failed("invalid_blocks"), [(f"lost.{HIRING}", "URITA")]),
        (HIRING, Failed(ORPHANED), []),
    ],
)
async def test_what_is_given_up_or_in_doubt_is_the_recruiters_to_tell(
    company: Company, to: str, outcome: Outcome, expected: list[tuple[str, str]]
) -> None:
    loop = await invited(company)
    await comes_of_it(company, to, outcome)
    assert await open_(company, loop) == expected
    items = await company.read(reading.todo_items, "URITA")
    assert [item.subject for item in items if item.unreached] == [key for key, _ in expected]


async def test_one_notice_of_several_loops_is_lost_to_each_of_them(company: Company) -> None:
    loops = [await invited(company), await company.add_candidate(name="Maya", email="maya@example.com")]
    entries = await company.read(lambda work: work.session.exec(select(History.loop_id, History.id)).all())
    last = dict(entries)
    subject = f"expired,{last[loops[1]]}"
    await company.work(
        lambda work: posts.say(
            work, "notice:x", PostKind.NOTICE, loop=loops[0], ref=last[loops[0]], subject=subject, member="UMAX"
        )
    )
    await comes_of_it(company, "UMAX", Closed("cannot_dm_bot"))
    assert [await open_(company, loop) for loop in loops] == [[("gone.UMAX", "URITA")]] * 2


async def test_told_once_is_told_and_only_something_new_asks_again(company: Company) -> None:
    loop, gone = await invited(company), Closed("messages_tab_disabled")
    await comes_of_it(company, "UINES", gone)
    form = LoopForm(loop=loop, version=0, key="gone.UINES")
    with pytest.raises(NotAllowed):
        await company.perform(missed.told, form, by="UINES")
    await company.perform(missed.told, form)
    with pytest.raises(NotNow, match="done already"):
        await company.perform(missed.told, form)
    await company.work(anew(PostKind.NUDGE, "nudge:UINES:x", loop, "UINES"))
    await comes_of_it(company, "UINES", gone)
    assert await open_(company, loop) == []
    await company.work(anew(PostKind.NOTICE, "notice:x", loop, "UINES"))
    await comes_of_it(company, "UINES", gone)
    assert await open_(company, loop) == [("gone.UINES", "URITA")]


async def test_what_was_said_to_them_before_and_can_be_changed_does_not_mean_that_they_can_be_reached(
    company: Company,
) -> None:
    loop = await invited(company)
    await comes_of_it(company, "", Sent("DINES", "1.1"))
    await company.work(anew(PostKind.NOTICE, "notice:x", loop, "UINES"))
    await comes_of_it(company, "UINES", Closed("cannot_dm_bot"))
    (invitation,) = await company.posts(PostKind.INVITATION)
    for key, expected in ((invitation.key, [("gone.UINES", "URITA")]), ("notice:y", [])):
        await company.work(anew(PostKind(key.partition(":")[0].replace("invite", "invitation")), key, loop, "UINES"))
        await comes_of_it(company, "UINES", Sent("DINES", f"{key}.1"))
        assert await open_(company, loop) == expected


async def test_nobody_hands_it_to_the_very_person_who_cannot_be_reached(company: Company) -> None:
    loop = await invited(company)
    await company.work(anew(PostKind.NOTICE, "notice:x", loop, "UMAX"))
    await comes_of_it(company, "UMAX", Closed("cannot_dm_bot"))
    assert await open_(company, loop) == [("gone.UMAX", "URITA")]
    (item,) = [one for one in await company.read(reading.todo_items, "URITA") if one.unreached]
    with pytest.raises(NotNow, match="Nobody else"):
        await company.perform(todos.hand_over, TodoForm(todo=item.id, member="UMAX"))


async def test_nor_once_a_human_has_told_them(company: Company) -> None:
    loop = await invited(company)
    await company.work(lambda work: setattr(work.session.get_one(Loop, loop), "unreached", {"UMAX": "told"}))
    (mine,) = await company.read(reading.todo_items, "URITA")
    with pytest.raises(NotNow, match="Nobody else"):
        await company.perform(todos.hand_over, TodoForm(todo=mine.id, member="UMAX"))


@pytest.mark.parametrize(
    ("before", "happens", "after"),
    [
        ("gone", "lost", "gone"), ("told", "lost", "lost"),
        ("gone", "reached", None), ("told", "reached", None),
        ("lost", "reached", "lost"), ("doubt", "reached", "doubt"),
        ("lost", "taken up", None), ("doubt", "taken up", None),
        ("gone", "taken up", "gone"), ("told", "taken up", "told"),
    ],
)  # fmt: skip
async def test_what_is_known_of_somebody_ends_with_what_it_was_about(
    company: Company, before: str, happens: str, after: str | None
) -> None:
    loop = await company.add_candidate()
    post = Post(key="x", kind=PostKind.NOTICE, loop_id=loop, member_id="UMAX", created_at=company.clock.now())

    def happen(work: Work) -> None:
        work.session.get_one(Loop, loop).unreached = {"UMAX": before}
        work.session.flush()
        match happens:
            case "lost":
                missed.lost(work, post, "UMAX", Missed.LOST)
            case "reached":
                missed.reached(work, "UMAX")
            case _:
                missed.taken_up(work, post, "UMAX")

    await company.work(happen)
    assert (await company.loop(loop)).unreached == ({"UMAX": after} if after else {})


@pytest.mark.parametrize(("member", "after"), [("UINES", {}), ("UMAX", {"UMAX": "gone"})])
async def test_a_reminder_that_is_there_says_nothing_new_when_it_cannot_be_brought_up_to_date(
    company: Company, member: str, after: dict[str, str]
) -> None:
    """Whoever the loop still needs cannot be reached all the same."""
    loop = await company.add_candidate()
    post = Post(key="x", kind=PostKind.NUDGE, loop_id=loop, member_id=member, ts="1.1", created_at=company.clock.now())

    def happen(work: Work) -> None:
        missed.gone(work, post, "cannot_dm_bot")
        missed.lost(work, post, member, Missed.LOST)

    await company.work(happen)
    assert (await company.loop(loop)).unreached == after


@pytest.mark.parametrize(("error", "expected"), [("user_disabled", []), ("cannot_dm_bot", [("lost.UINES", "URITA")])])
async def test_who_is_replaced_still_counts_on_it_unless_they_have_left(
    company: Company, error: str, expected: list[tuple[str, str]]
) -> None:
    loop = await invited(company)
    await comes_of_it(company, "UINES", Closed(error))
    row = await company.loop(loop)
    await company.perform(panels.change, PanelForm(loop=loop, version=row.version, panel=(), lead="UBO"))
    assert await open_(company, loop) == []
    await comes_of_it(company, "UINES", Closed(error))
    assert await open_(company, loop) == expected


@pytest.mark.parametrize("by_hand", [troubles.retry, troubles.drop])
async def test_what_somebody_sends_again_or_drops_by_hand_need_not_be_told(
    company: Company, by_hand: Callable[[Work, list[int]], object]
) -> None:
    loop = await invited(company)
    await comes_of_it(company, "UINES", Failed("msg_too_long"))
    (trouble,) = await company.read(troubles.find)
    await company.work(lambda work: by_hand(work, [trouble.outbox]))
    assert await open_(company, loop) == []


async def test_a_reminder_that_is_lost_concerns_each_loop_that_it_lists(company: Company) -> None:
    role = await company.open_role()
    loops = [
        await company.add_candidate(role=role, name=name, email=f"{name}@example.com") for name in ("Noor", "Maya")
    ]
    await company.delivered()
    company.clock.set_to(WEDNESDAY_NINE)
    await plan(company)
    await comes_of_it(company, "URITA", Failed("msg_too_long"))
    assert [await open_(company, loop) for loop in loops] == [[("lost.URITA", "UMAX")]] * 2


async def test_what_concerns_no_loop_is_not_to_be_told_by_anybody(company: Company) -> None:
    loop = await invited(company)
    await company.delivered()
    await company.work(lambda work: posts.say(work, "x", PostKind.DIGEST, channel=HIRING))
    assert await comes_of_it(company, HIRING, Failed("msg_too_long")) == "failed"
    assert await open_(company, loop) == []


async def test_that_a_role_was_closed_is_lost_to_each_loop_that_ended_with_it(company: Company) -> None:
    role = await company.open_role()
    loops = [await company.add_candidate(role=role, email=f"{who}@example.com") for who in ("one", "two")]
    outcomes = dict.fromkeys(loops, ("rejected", "role_closed"))
    await company.perform(roles.close, CloseRoleForm(role=role, outcome="filled", outcomes=outcomes), by="UADA")
    await comes_of_it(company, "UMAX", Failed("msg_too_long"))
    assert [await open_(company, loop) for loop in loops] == [[("lost.UMAX", "URITA")]] * 2
