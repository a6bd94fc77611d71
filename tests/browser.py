"""A browser to tell stories in: the line as a newcomer starts it, and people at its page.

Nothing here looks inside the program: it starts it, and reads what stands on the screen.
"""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from desk.languages import Language
from handlers.views.html import plain
from tests.world import CATALOGUES

CHROMIUM = shutil.which("chromium")
DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)
ZONE = "Europe/Belgrade"
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_ROOT = Path(__file__).parent.parent
# Nothing of the operator's own settings may reach the line that is looked at.
_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR")
_PATIENCE = 15.0  # seconds
_START = 60.0


class Line:
    """The process of `python -m bot run`; what it says before it is open stays in `log`."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self._process = process
        self._log = log

    @cached_property
    def address(self) -> str:
        """Of its page; waits until the line is open."""
        assert self._process.stdout is not None
        hurry = threading.Timer(_START, self._process.kill)
        hurry.start()
        try:
            for said in self._process.stdout:
                if found := re.search(r"http://\S+", said):
                    return found[0]
        finally:
            hurry.cancel()
        raise AssertionError(f"the line did not open: {self._log.read_text()[-2000:]}")


@contextmanager
def line(folder: Path, **settings: str) -> Iterator[Line]:
    """Opens in an empty folder, while the caller goes on."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    place = {"PYTHONPATH": str(_ROOT), "SANDBOX_LISTEN": "127.0.0.1:0", "CHECK_UP_MINUTES": "0"}
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            (sys.executable, "-m", "bot", "run"),
            cwd=folder,
            env={**inherited, **place, **settings},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    with process:
        try:
            yield Line(process, folder / "log.txt")
        finally:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """The page, in a browser that has never seen it; a page that complains fails the story."""
    context = browser.new_context(
        **{"viewport": DESKTOP, "timezone_id": ZONE, "locale": "en-GB", **options}, base_url=address
    )
    context.set_default_timeout(_PATIENCE * 1000)
    expect.set_options(timeout=_PATIENCE * 1000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if _is_bad(said.type) else None)
    page.goto(address)
    yield page
    context.close()
    assert not complaints, complaints


def _is_bad(kind: str) -> bool:
    return kind in ("error", "warning")


@dataclass(frozen=True, slots=True)
class Pane:
    """One of the page's two windows and whoever sits at it, who reads in `language`."""

    page: Page
    side: str
    language: Language = Language.EN

    @property
    def node(self) -> Locator:
        return self.page.get_by_test_id(f"pane-{self.side}")

    @property
    def composer(self) -> Locator:
        return self.node.get_by_test_id("composer")

    @property
    def buttons(self) -> Locator:
        return self.node.get_by_test_id("inline-button")

    def words(self, message: str, **values: object) -> str:
        """A text of the line's in this person's language, as it looks on the screen."""
        return plain(str(CATALOGUES.texts(self.language)(message, **values)))

    def label(self, message: str, **values: object) -> str:
        return CATALOGUES.texts(self.language).label(message, **values)

    def becomes(self, name: str) -> None:
        self.node.get_by_test_id("person-select").select_option(label=name)

    def starts(self, name: str) -> None:
        """Sits down as this person, presses Start and chooses the pane's language."""
        self.becomes(name)
        self.node.get_by_test_id("start").click()
        self.presses(self.language.own_name)
        self.is_welcomed()

    def follows_a_link(self, name: str) -> None:
        """Sits down as somebody whose link to the line names the language."""
        self.becomes(name)
        self.node.get_by_test_id("start-parameter").fill(f"lang_{self.language}")
        self.node.get_by_test_id("start").click()
        self.is_welcomed()

    def is_welcomed(self) -> None:
        expect(self.button(self.label("Frequent questions"))).to_be_visible()

    def says(self, words: str) -> None:
        self.composer.fill(words)
        self.composer.press("Enter")

    def presses(self, title: str) -> None:
        """The newest button with this title."""
        self.button(title).last.click()

    def button(self, title: str) -> Locator:
        return self.buttons.filter(has_text=re.compile(rf"^{re.escape(title)}$"))

    def opens(self, subject: str) -> None:
        """The topic whose name holds this."""
        self.node.get_by_test_id("topic").filter(has_text=subject).click()

    def message(self, words: str) -> Locator:
        """The newest that somebody else wrote and that holds this, if only in what it quotes."""
        return self.node.locator('[data-testid="message"][data-mine="false"]', has_text=words).last

    def own(self, words: str) -> Locator:
        return self.node.locator('[data-testid="message"][data-mine="true"]', has_text=words).last

    def kept(self, message: Locator) -> Locator:
        """The same message whatever becomes of its words."""
        number = message.get_attribute("data-message-id")
        return self.node.locator(f'[data-testid="message"][data-message-id="{number}"]')

    def toast(self, words: str) -> Locator:
        return self.node.get_by_test_id("toast").filter(has_text=words)
