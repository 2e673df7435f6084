"""Reading: messages, threads, days, names, and what is safe to show."""

import re
import urllib.request

import pytest
from playwright.sync_api import Route, expect

from tests.browser.block_kit import actions, button, section
from tests.browser.conftest import OpenPage
from tests.browser.page_kit import ADA, BEN, HIRING, LEILA, OPEN, SAM, Stage

pytestmark = pytest.mark.browser


def test_a_sent_message_appears_with_its_author(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    page.get_by_label("Message #hiring-backend").fill("Two onsites *this week*")
    page.keyboard.press("Enter")
    message = page.locator(".main .message").last
    expect(message).to_contain_text("Ada Park")
    expect(message.locator("strong")).to_have_text("this week")
    expect(page.get_by_label("Message #hiring-backend")).to_have_value("")


def test_shift_enter_breaks_the_line_and_sends_nothing(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    box = page.get_by_label("Message #hiring-backend")
    box.fill("one")
    box.press("Shift+Enter")
    box.press_sequentially("two")
    expect(box).to_have_value("one\ntwo")
    assert page.locator(".main .message").count() == 0


def test_neighbouring_messages_of_one_author_share_a_head(stage: Stage, open_page: OpenPage) -> None:
    stage.say("first")
    stage.say("second")
    stage.act(BEN, "message", channel=HIRING, text="third")
    page = open_page(ADA, HIRING)
    expect(page.locator(".main .message")).to_have_count(3)
    expect(page.locator(".main .message .author")).to_have_text(["Loopkeeper", "Ben Osei"])
    expect(page.locator(".main .badge").first).to_have_text("APP")


def test_days_are_divided_in_the_readers_own_zone(stage: Stage, open_page: OpenPage) -> None:
    stage.say("Monday morning in London, <!date^1803891300^{date_short_pretty} at {time}|then>")
    london, tokyo = open_page(ADA, HIRING), open_page(SAM, HIRING)
    expect(london.locator(".main .message time").last).to_have_text("Today at 08:55")
    expect(tokyo.locator(".main .message time").last).to_have_text("Today at 17:55")
    expect(london.locator(".divider").first).to_have_text("Today")


def test_what_somebody_writes_never_becomes_markup(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    wicked = "<img src=x onerror=alert(1)> <script>alert(2)</script> <javascript:alert(3)|click> & &lt;b&gt;"
    page.get_by_label("Message #hiring-backend").fill(wicked)
    page.keyboard.press("Enter")
    message = page.locator(".main .message").last
    expect(message).to_contain_text("<img src=x onerror=alert(1)>")
    expect(message).to_contain_text("<script>alert(2)</script>")
    expect(message).to_contain_text("&lt;b&gt;")
    assert message.locator("img, script, a").count() == 0


def test_mrkdwn_is_read_as_slack_reads_it(stage: Stage, open_page: OpenPage) -> None:
    stage.say(
        "*bold* _italic_ ~gone~ `co*d*e` snake_case_name 2*3*4 :tada: :nosuchthing:\n> quoted *too*\n"
        "• one\n• two\n```\nx = *1*\n```<https://example.com/a|the guide> &amp; <mailto:a@b.c|mail> <@U0BEN00001> "
        "<#C0GENERAL1> <!here> <javascript:alert(1)|no link>",
    )
    message = open_page(ADA, HIRING).locator(".main .message").last
    expect(message.locator("strong").first).to_have_text("bold")
    expect(message.locator("em")).to_have_text(["italic"])
    expect(message.locator("s")).to_have_text("gone")
    expect(message.locator("code.code")).to_have_text("co*d*e")
    expect(message.locator("blockquote strong")).to_have_text("too")
    expect(message.locator(".line-item")).to_have_count(2)
    expect(message.locator("pre")).to_have_text("x = *1*")
    expect(message.locator("a")).to_have_text(["the guide", "mail"])
    expect(message.get_by_role("button", name="@Ben Osei")).to_be_visible()
    expect(message.get_by_role("button", name="#general")).to_be_visible()
    for words in ("snake_case_name", "2*3*4", "🎉", ":nosuchthing:", " & ", "@here", "no link"):
        expect(message).to_contain_text(words)


def test_a_thread_opens_from_its_replies_and_takes_an_answer(stage: Stage, open_page: OpenPage) -> None:
    ts = stage.say("Maria Silva")
    stage.say("Ben accepted", thread_ts=ts)
    page = open_page(ADA, HIRING)
    page.get_by_role("button", name=re.compile("1 reply")).click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread).to_contain_text("Ben accepted")
    thread.get_by_label("Reply to thread").fill("Thank you")
    thread.get_by_label("Reply to thread").press("Enter")
    expect(thread.locator(".message").last).to_contain_text("Thank you")
    expect(page.locator(".main .replies")).to_contain_text("2 replies")
    expect(page.locator(".main .messages")).not_to_contain_text("Thank you")


def test_what_is_said_while_a_conversation_is_on_its_way_is_not_lost(stage: Stage, open_page: OpenPage) -> None:
    old, gone = stage.say("As it was"), stage.say("Taken back")
    page = open_page(ADA)

    def late(route: Route) -> None:
        answer = route.fetch()
        stage.say("Said meanwhile")
        stage.api("chat.update", channel=HIRING, ts=old, text="As it is now")
        stage.api("chat.delete", channel=HIRING, ts=gone)
        page.wait_for_timeout(300)  # the news overtakes the answer
        route.fulfill(response=answer)

    page.route("**/_sandbox/page/history?*", late, times=1)
    page.locator(f".side-item[data-channel={HIRING}]").click()
    expect(page.locator(".main .message")).to_have_text([re.compile("As it is now"), re.compile("Said meanwhile")])


def test_a_channel_with_news_is_marked_until_it_is_read(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA)
    item = page.locator(f".side-item[data-channel={HIRING}]")
    stage.say("hello <@U0ADA00001>")
    expect(item).to_have_class(re.compile("is-unread"))
    expect(item.get_by_label("1 mention")).to_be_visible()
    item.click()
    expect(item).not_to_have_class(re.compile("is-unread"))
    expect(page.locator(".divider-new")).to_be_visible()


def test_changes_and_deletions_are_seen_at_once(stage: Stage, open_page: OpenPage) -> None:
    ts = stage.say("Waiting for Ben")
    page = open_page(ADA, HIRING)
    stage.api("chat.update", channel=HIRING, ts=ts, text="Ben accepted")
    message = page.locator(f'[data-ts="{ts}"]')
    expect(message).to_contain_text("Ben accepted")
    stage.api("chat.delete", channel=HIRING, ts=ts)
    expect(message).to_have_count(0)


def test_a_message_longer_than_the_pane_is_shown_from_its_beginning(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    stage.say("Before it")
    stage.say("digest", blocks=[section(f"Line {n} of the digest") for n in range(45)])
    expect(page.get_by_text("Line 0 of the digest")).to_be_in_viewport()
    expect(page.get_by_text("Line 44 of the digest")).not_to_be_in_viewport()
    page.reload()
    expect(page.get_by_text("Line 0 of the digest")).to_be_in_viewport()
    stage.say("After it")
    expect(page.get_by_text("After it")).to_be_in_viewport()
    page.get_by_text("Line 0 of the digest").scroll_into_view_if_needed()
    stage.say("While I read")
    expect(page.get_by_text("While I read")).to_be_attached()
    expect(page.get_by_text("While I read")).not_to_be_in_viewport()
    page.get_by_label("Message #hiring").fill("My own")
    page.get_by_label("Message #hiring").press("Enter")
    expect(page.get_by_text("My own")).to_be_in_viewport()


def test_an_ephemeral_message_is_for_one_person(stage: Stage, open_page: OpenPage) -> None:
    ada, ben = open_page(ADA, HIRING), open_page(BEN, HIRING)
    stage.api("chat.postEphemeral", channel=HIRING, user=ADA, text="Between us")
    expect(ada.locator(".is-ephemeral")).to_contain_text("Only visible to you")
    expect(ada.locator(".is-ephemeral")).to_contain_text("Between us")
    expect(ben.locator(".main .messages")).not_to_contain_text("Between us")


def test_a_name_written_from_right_to_left_stands_apart(stage: Stage, open_page: OpenPage) -> None:
    stage.say(f"<@{LEILA}> (lead), 10:00")
    chip = open_page(ADA, HIRING).locator(f".main .message [data-user={LEILA}]")
    expect(chip.locator("bdi")).to_have_attribute("dir", "auto")


def test_a_name_from_right_to_left_does_not_turn_its_line_around(stage: Stage, open_page: OpenPage) -> None:
    apart = "*\u2068\u0644\u064a\u0644\u0649\u2069*"
    stage.say("card", blocks=[section(f"{apart} \u00b7 Backend developer\n\u2022 {apart}: decision")])
    page = open_page(ADA, HIRING)
    where = "all => all.map((one) => one.getBoundingClientRect().left)"
    (left,) = page.locator(".main .message .words").evaluate_all(where)
    first, second = page.locator(".main .message strong").evaluate_all(where)
    assert first - left < 1
    assert second - left < 40


def test_a_file_of_a_message_can_be_downloaded(stage: Stage, open_page: OpenPage) -> None:
    ticket = stage.api("files.getUploadURLExternal", filename="interview-7.ics", length=15)
    urllib.request.urlopen(ticket["upload_url"], data=b"BEGIN:VCALENDAR")  # noqa: S310  # the sandbox's own address
    stage.api("files.completeUploadExternal", files=[{"id": ticket["file_id"]}], channel_id=HIRING)
    page = open_page(ADA, HIRING)
    file = page.locator(".main .message .file")
    expect(file).to_contain_text("interview-7.ics")
    expect(file).to_contain_text("Calendar event \u00b7 15 bytes")
    with page.expect_download() as started:
        file.click()
    assert started.value.suggested_filename == "interview-7.ics"
    assert started.value.path().read_bytes() == b"BEGIN:VCALENDAR"


def test_a_channel_can_be_joined(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, OPEN)
    page.get_by_role("button", name="Join channel").click()
    expect(page.get_by_label("Message #lunch")).to_be_visible()


def test_a_person_is_written_to_by_pressing_their_name(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    page.get_by_role("navigation", name="Direct messages").get_by_text("Ben Osei").click()
    page.get_by_label("Message Ben Osei").fill("Hi Ben")
    page.keyboard.press("Enter")
    expect(page.locator(".main .message").last).to_contain_text("Hi Ben")


def test_a_link_to_a_message_is_followed_inside_the_page(stage: Stage, open_page: OpenPage) -> None:
    ts = stage.say("The card of Maria Silva")
    link = stage.api("chat.getPermalink", channel=HIRING, message_ts=ts)["permalink"]
    stage.say(f"See <{link}|the card>", channel="C0GENERAL1")
    page = open_page(ADA, "C0GENERAL1")
    page.get_by_role("link", name="the card").click()
    expect(page.locator(".main .head-title")).to_have_text("hiring-backend")
    expect(page.locator(f'[data-ts="{ts}"]')).to_be_visible()


def test_a_button_in_a_message_tells_the_app(stage: Stage, open_page: OpenPage) -> None:
    stage.say(
        "Invitation", blocks=[section("Can you?", "q"), actions("a", button("Accept", "accept", style="primary"))]
    )
    page = open_page(BEN, HIRING)
    page.get_by_role("button", name="Accept").click()
    told = stage.hears("block_actions")[0]
    assert told["actions"][0]["value"] == "accept"
    assert told["user"]["id"] == BEN


def test_a_dangerous_button_asks_first(stage: Stage, open_page: OpenPage) -> None:
    texts = {
        "title": {"type": "plain_text", "text": "Decline?"},
        "text": {"type": "mrkdwn", "text": "The recruiter is told."},
        "confirm": {"type": "plain_text", "text": "Decline it"},
        "deny": {"type": "plain_text", "text": "Keep it"},
    }
    stage.say("Invitation", blocks=[actions("a", button("Decline", "decline", style="danger", confirm=texts))])
    page = open_page(BEN, HIRING)
    page.get_by_role("button", name="Decline").click()
    dialog = page.get_by_role("alertdialog", name="Decline?")
    expect(dialog).to_contain_text("The recruiter is told.")
    expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert stage.heard("block_actions") == []
    page.get_by_role("button", name="Decline").click()
    dialog.get_by_role("button", name="Decline it").click()
    stage.hears("block_actions")
