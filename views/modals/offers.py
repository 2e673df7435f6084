"""The offer: draft or change it, approve or refuse it, record the answer. For those who may know pay alone."""

from datetime import date, timedelta

from domain.actions import Action
from domain.forms import OfferForm
from domain.read.details import ApprovalLine, OfferDetail
from domain.read.loops import LoopPage
from domain.state import Step
from views import ids, inputs
from views.blocks import View, actions, context, modal, quotation, section
from views.elements import Block, Choice, button, confirm
from views.modals.parts import meta, people_choices, subject, today, warning
from views.text import city, escape, long_day, mention, moment, moment_day, name, names, zone_of

CURRENCIES = (
    "EUR", "USD", "GBP", "INR", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "HKD",
    "HUF", "IDR", "ILS", "JPY", "KRW", "MXN", "MYR", "NGN", "NOK", "NZD", "PHP", "PLN",
    "RON", "SEK", "SGD", "THB", "TRY", "UAH", "VND", "ZAR",
)  # fmt: skip


JOINS = confirm(
    "They said yes?",
    "The loop closes as hired, and the hiring channel hears the good news at once.",
    "They accepted",
    "Go back",
)


def offer_modal(page: LoopPage, given: OfferForm | None = None) -> View:
    """A change is a new version, and every approval starts anew."""
    form = given or _present(page)
    changing = page.offer is not None
    known = sorted({*CURRENCIES, form.currency} - {""}, key=lambda code: (code not in CURRENCIES[:3], code))
    anew = [warning("Changing the offer asks every approver again.")] if changing else []
    return modal(
        "Change offer" if changing else "Draft offer",
        [
            subject(page),
            *anew,
            inputs.text("pay", "Pay", form.pay, placeholder="72,000 a year, and 10 % bonus", most=200),
            inputs.select("currency", "Currency", [Choice(code, code) for code in known], form.currency or None),
            inputs.day(
                "starts_on", "First day", given.starts_on if given else page.offer.starts_on if page.offer else None
            ),
            inputs.day(
                "expires_on",
                "Stands until",
                form.expires_on,
                hint=f"Until 18:00 on that day, in {city(page.card.zone)}.",
            ),
            inputs.users("approvers", "Approvers", form.approvers, hint="All of them have to approve."),
            inputs.text("note", "Note for the approvers", form.note, multiline=True, optional=True, most=2000),
        ],
        ids.SUBMIT_OFFER,
        submit="Ask for approval",
        close="Cancel",
        metadata=meta(page),
    )


def _last_day(page: LoopPage, offer: OfferDetail) -> date:
    """The day that was picked: it ends by the role's clock."""
    return offer.expires_at.astimezone(zone_of(page.card.zone)).date()


def _present(page: LoopPage) -> OfferForm:
    line, offer = page.card.line, page.offer
    until = today(page) + timedelta(days=page.playbook.offer.valid_days)
    return OfferForm(
        loop=line.loop,
        version=line.version,
        pay=offer.pay if offer else "",
        currency=offer.currency if offer else "EUR",
        starts_on=(offer.starts_on if offer else None) or until,
        expires_on=_last_day(page, offer) if offer and not offer.expired else until,
        approvers=tuple(a.person.id for a in offer.approvals) if offer else (),
        note=offer.note if offer else "",
    )


def offer_blocks(offer: OfferDetail, zone: str) -> list[Block]:
    """The offer as its readers see it, with who has approved."""
    first = long_day(offer.starts_on) if offer.starts_on else "to be agreed"
    blocks = [
        section(
            f"*{name(offer.currency, 10)} {name(offer.pay, 200)}*\nFirst day: {first}\n"
            f"Stands until {moment(offer.expires_at, zone)}\n"
            f"Drafted by {mention(offer.drafter)}, version {offer.version}"
        )
    ]
    if offer.note:
        blocks.append(quotation(offer.note))
    if offer.approvals:
        blocks.append(section("\n".join(approval(each, zone) for each in offer.approvals)))
    return blocks


def terms(offer: OfferDetail, zone: str) -> str:
    """In one line."""
    return f"{name(offer.currency, 10)} {name(offer.pay, 200)}, until {moment(offer.expires_at, zone)}"


def approval(line: ApprovalLine, zone: str) -> str:
    who = mention(line.person)
    if line.refused_at:
        return f"✗ {who} refused {moment_day(line.refused_at, zone)}: {escape(line.reason)}"
    if line.approved_at:
        return f"✓ {who} approved {moment_day(line.approved_at, zone)}"
    return f"… {who} has not answered yet"


def approve_modal(page: LoopPage) -> View:
    """The whole offer, with both answers; for who has given theirs, what comes next."""
    line = page.card.line
    if page.offer is None:
        return modal("Offer", [subject(page), section("There is no offer to approve any more.")], ids.SHOW_APPROVE)
    asks = Action.APPROVE in page.actions
    above = [] if asks else [section(_answered(page, page.offer))]
    answers = approve_buttons(line.loop, page.offer.version) if asks else []
    return modal(
        "Approve offer" if asks else "Offer",
        [subject(page), *above, *offer_blocks(page.offer, page.viewer.zone), *answers],
        ids.SHOW_APPROVE,
        metadata=meta(page),
    )


def _answered(page: LoopPage, offer: OfferDetail) -> str:
    """To who has approved it, or sees it once it is settled."""
    mine = any(line.person.id == page.viewer.id and line.approved_at for line in offer.approvals)
    thanks = ":white_check_mark: You approved it. Thank you! " if mine else ""
    left = [line.person for line in offer.approvals if not line.approved_at]
    if page.card.line.step is Step.APPROVAL and left:
        return f"{thanks}Next: {names(left)} {'answer' if len(left) > 1 else 'answers'}, then it can go out."
    if page.card.line.step is Step.APPROVED:
        return f"{thanks}Everybody has approved it: it can go out to the candidate now."
    return f"{thanks}There is nothing to approve now."


def approve_buttons(loop: int, offer: int) -> list[Block]:
    """`offer`: the version that they are about, so that nothing else that changes makes them outdated."""
    value = ids.value(loop, offer)
    return actions(
        button("Approve", ids.OFFER_APPROVE, value, style="primary"),
        button("Refuse", ids.OFFER_REFUSE, value),
    )


def refuse_offer_modal(page: LoopPage) -> View:
    """A refusal returns the offer to whoever drafted it."""
    hint = "Whoever drafted the offer reads it, and changes the offer."
    return modal(
        "Refuse offer",
        [subject(page), inputs.text("reason", "What should change?", multiline=True, hint=hint, most=1000)],
        ids.SUBMIT_REFUSE_OFFER,
        submit="Refuse",
        close="Go back",
        metadata=ids.metadata(loop=page.card.line.loop, version=page.offer.version if page.offer else 0),
    )


def replace_approver_modal(page: LoopPage) -> View:
    """For an approver who is away."""
    pending = tuple(a.person for a in page.offer.approvals if not a.approved_at) if page.offer else ()
    if not pending:
        return modal(
            "Replace an approver", [subject(page), section("Nobody's approval is outstanding.")], ids.SHOW_NOTE
        )
    given = people_choices(pending)
    return modal(
        "Replace an approver",
        [
            subject(page),
            inputs.select("member", "Instead of", given, given[0].value if len(given) == 1 else None),
            inputs.user("other", "Ask", hint="They get the offer to read at once."),
        ],
        ids.SUBMIT_REPLACE_APPROVER,
        submit="Replace",
        close="Cancel",
        metadata=meta(page),
    )


def rescind_modal(page: LoopPage) -> View:
    """Taking the offer back; a candidate who had it is told."""
    return modal(
        "Rescind offer",
        [
            subject(page),
            context("The offer goes back to drafting. If the candidate has it, you get a text to tell them."),
            inputs.text("reason", "Why?", multiline=True, most=1000),
        ],
        ids.SUBMIT_RESCIND,
        submit="Rescind offer",
        close="Keep the offer",
        metadata=meta(page),
    )


def answer_offer_modal(page: LoopPage) -> View:
    """What the candidate said."""
    line, held = page.card.line, page.offer_in_hand
    value = ids.value(line.loop, line.version)
    about = (
        [section(f"The offer that they hold: {terms(held, page.viewer.zone)}. The change of it is dropped then.")]
        if held
        else []
    )
    return modal(
        "Record the answer",
        [
            subject(page),
            *about,
            section("What did the candidate say?"),
            *actions(
                button("Accepted", ids.OFFER_ACCEPTED, value, style="primary", ask=JOINS),
                button("Declined", ids.OFFER_DECLINED, value),
            ),
            context("Accepted closes the loop as hired, and the channel hears the good news."),
        ],
        ids.SHOW_ANSWER_OFFER,
        metadata=meta(page),
    )


def decline_offer_modal(page: LoopPage) -> View:
    """The loop stays open: a changed offer may follow."""
    hint = "You can change the offer afterwards, or close the loop."
    return modal(
        "Offer declined",
        [subject(page), inputs.text("reason", "Why?", multiline=True, optional=True, hint=hint, most=1000)],
        ids.SUBMIT_DECLINE_OFFER,
        submit="Record",
        close="Go back",
        metadata=meta(page),
    )
