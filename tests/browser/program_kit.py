"""The whole thing in one thread: a sandbox, the program itself on Socket Mode, and a small company that hires."""

import asyncio
import re
import threading
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Locator, Page, expect
from pydantic import SecretStr

from bot.app import Program
from bot.manifest import manifest
from bot.settings import Settings
from sandbox import AppConfig, Channel, Person, Sandbox
from scheduling.clock import MovableClock

T = TypeVar("T")
STARTS_WITHIN = 30  # seconds

MONDAY = datetime(2027, 3, 1, 8, 55, tzinfo=UTC)
"""Five minutes before nine in Lisbon."""

ALMA, RITA, MAX = "U0ALMA0001", "U0RITA0001", "U0MAX00001"
INES, BO, SAM = "U0INES0001", "U0BO000001", "U0SAM00001"
HIRING = "C0HIRING01"

APP = AppConfig.from_manifest(manifest(), team_name="Acme")
PEOPLE = (
    Person(ALMA, "alma", "Alma Reis", title="Head of engineering", tz="Europe/Lisbon", email="alma@acme.test",
           is_admin=True),
    Person(RITA, "rita", "Rita Costa", title="Recruiter", tz="Europe/Lisbon", email="rita@acme.test"),
    Person(MAX, "max", "Max Weber", title="Hiring manager", tz="Europe/Berlin", email="max@acme.test"),
    Person(INES, "ines", "Ines Prado", title="Staff engineer", tz="Europe/Lisbon", email="ines@acme.test"),
    Person(BO, "bo", "Bo Iyer", title="Senior engineer", tz="Asia/Kolkata", email="bo@acme.test"),
    Person(SAM, "sam", "Sam Hill", title="Engineer", tz="America/New_York", email="sam@acme.test"),
)  # fmt: skip
CHANNELS = (
    Channel(
        HIRING, "hiring", is_private=True, topic="Backend developers",
        members=(APP.bot_user_id, *(person.id for person in PEOPLE)),
    ),
)  # fmt: skip


class Office:
    """The company at work, used from a test's own thread. Bot and sandbox go by one clock."""

    def __init__(self, folder: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.clock = MovableClock()
        self.clock.set_to(MONDAY)
        self.sandbox = Sandbox(app=APP, people=PEOPLE, channels=CHANNELS, clock=self.clock)
        self._database = f"sqlite:///{folder / 'bot.db'}"
        self.program: Program

    def start(self) -> None:
        self._thread.start()
        self.run(self.sandbox.start())
        self.program = Program(self._settings(), clock=self.clock)
        self.run(self.program.start())

    def _settings(self) -> Settings:
        return Settings(
            slack_api_url=self.sandbox.api_url,
            slack_bot_token=SecretStr(APP.bot_token),
            slack_app_token=SecretStr(APP.app_token),
            database_url=SecretStr(self._database),
            _env_file=None,
        )

    def stop(self) -> None:
        self.run(self.program.stop())
        self.run(self.sandbox.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(STARTS_WITHIN)


class Hand:
    """One browser window, used by one person after the other as its "Acting as" lets them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def dialog(self) -> Locator:
        """The modal on top."""
        return self.page.get_by_role("dialog").last

    def be(self, who: str) -> None:
        if self.page.locator(".actor").get_attribute("data-me") != who:
            self.page.locator(".actor").click()
            self.page.locator(f".actor-menu [data-user={who}]").click()
            expect(self.page.locator(".actor")).to_have_attribute("data-me", who)

    def go(self, channel: str) -> None:
        self.page.locator(f".sidebar [data-channel={channel}]").click()
        expect(self.page.locator(".pane.main")).to_have_attribute("data-channel", channel)

    def app(self, tab: str = "Messages") -> None:
        """The app's own place: its Home, or the messages between it and whoever acts."""
        self.page.locator(f".sidebar [data-app={APP.app_id}]").click()
        self.page.get_by_role("tab", name=tab).click()

    def command(self, text: str = "") -> Locator:
        """Type a command into the channel; the modal that it opens."""
        self.go(HIRING)
        self.page.get_by_label("Message #hiring").fill(f"/loop {text}".strip())
        self.page.keyboard.press("Enter")
        self.dialog.wait_for()
        return self.dialog

    def last(self, text: str | re.Pattern[str]) -> Locator:
        """The newest message in view, of those with this text."""
        return self.page.locator(".main .message").filter(has_text=text).last

    @property
    def card(self) -> Locator:
        """The candidate's, in the hiring channel: its first message."""
        self.go(HIRING)
        return self.page.locator(".main .message").first

    def click(self, within: Locator, name: str) -> None:
        """A button by what is written on it; a screen reader may hear more."""
        within.locator("button").get_by_text(name, exact=True).click()

    def field(self, label: str) -> Locator:
        """An input of the modal on top, whether it may be left empty or not."""
        return self.dialog.get_by_label(re.compile(rf"^{re.escape(label)}( ?\(optional\))?$"))

    def fill(self, label: str, words: str) -> None:
        self.field(label).fill(words)

    def choose(self, label: str, *words: str) -> None:
        """Search a menu, and take what is found first; several from a menu that takes several."""
        box = self.field(label)
        for each in words:
            box.fill(each)
            self.page.get_by_role("option").filter(has_text=each).first.click()
        box.press("Tab")

    def date(self, label: str, day: str) -> None:
        self.fill(label, day)
        self.field(label).press("Enter")

    def tap(self, question: str, answer: str) -> None:
        """One of the radio buttons of a question, by how its label begins."""
        group = self.dialog.get_by_role("radiogroup", name=question, exact=True)
        group.get_by_role("radio", name=re.compile(f"^{re.escape(answer)}")).check()

    def rate(self) -> None:
        """A three for every competency, and a yes."""
        expect(self.dialog.get_by_role("radiogroup", name="Overall recommendation")).to_be_visible()
        for group in self.dialog.get_by_role("radiogroup").all():
            group.get_by_role("radio").nth(2).check()

    def look_over(self) -> None:
        """From the scorecard's form to its summary."""
        self.submit()
        expect(self.dialog.get_by_role("button", name="Back to the form")).to_be_visible()

    def submit(self) -> None:
        self.dialog.locator("[data-submit]").click()

    def clock(self, moment: str) -> None:
        """Set the sandbox's clock by its form: "2027-03-02T09:30" where whoever acts is."""
        self.page.get_by_role("button", name="Set…").click()
        self.page.locator("#clock-moment").fill(moment)
        self.page.get_by_role("button", name="Set the clock").click()
        expect(self.page.locator(".clock-time")).to_have_text(moment[-5:])

    def done(self) -> None:
        """Submit, and see every modal go."""
        self.submit()
        expect(self.page.get_by_role("dialog")).to_have_count(0)
