"""The pictures of the documentation: people in four languages and staff, at the sandbox's page.

python -m bench.screenshots [FOLDER]    writes page.png, dark.png and phone.png; needs Chromium
                                        and a font with emoji
"""

import argparse
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, expect

from desk.languages import Language
from handlers.views import menus
from tests.browser import CHROMIUM, PHONE, ZONE, Pane, chromium, line, visit
from tests.trial.process import NO_LIMITS

_DOCS = Path(__file__).parent.parent / "docs"
_MORNING = timedelta(hours=10, minutes=24)  # when people write to a support line
_MENTOR = {
    Language.TR: "Mentor nasıl bulabiliriz?",
    Language.EU: "Nola lor dezakegu mentore bat?",
}


class CannotDraw(RuntimeError):
    """Something that the pictures need is not installed."""


def main() -> None:
    parser = argparse.ArgumentParser(description="The pictures of the documentation.")
    parser.add_argument("folder", nargs="?", type=Path, default=_DOCS)
    folder: Path = parser.parse_args().folder
    try:
        _require()
    except CannotDraw as error:
        sys.exit(str(error))
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as empty,
        line(Path(empty), **NO_LIMITS) as linja,
        chromium() as browser,
    ):
        _draw(browser, linja.address, folder)


def _require() -> None:
    """Raises CannotDraw."""
    if CHROMIUM is None:
        raise CannotDraw("no chromium is installed: apt install chromium")
    fonts = subprocess.run(("fc-list", ":charset=1f440"), capture_output=True, check=False)
    if not fonts.stdout:
        raise CannotDraw("no font has emoji: apt install fonts-noto-color-emoji")


def _draw(browser: Browser, address: str, folder: Path) -> None:
    with visit(browser, address, device_scale_factor=2) as page:
        _wait_for_the_morning(page)
        _tickets(page)
        ane = Pane(page, "left", Language.EU)
        ane.follows_a_link("Ane")
        _asks(ane)
        _keep(page, folder / "page.png")
        page.emulate_media(color_scheme="dark")
        elif_, besa = Pane(page, "left", Language.TR), Pane(page, "right")
        elif_.becomes("Elif")
        elif_.says(f"/{menus.NEW[2]}")
        _asks(elif_)
        besa.opens("Bütçe")
        _keep(page, folder / "dark.png")
    with visit(browser, address, device_scale_factor=2, viewport=PHONE) as page:
        Pane(page, "left", Language.SQ).becomes("Arta")
        _keep(page, folder / "phone.png")


def _tickets(page: Page) -> None:
    """One that is closed, one that waits, and one in the middle of a conversation."""
    besa = Pane(page, "right")
    arta = Pane(page, "left", Language.SQ)
    arta.follows_a_link("Arta")
    _opens_a_ticket(arta, menus.TICKET[0], "A mund ta ndryshojmë afatin e raportit?")
    besa.opens("afatin")
    besa.says("Po: deri të **premten**, më 27 nëntor.")
    expect(arta.message("Po: deri të premten")).to_be_visible()
    besa.presses(besa.label("Close"))
    expect(besa.button(besa.label("Reopen"))).to_be_visible()
    _later(page)
    elif_ = Pane(page, "left", Language.TR)
    elif_.follows_a_link("Elif")
    _opens_a_ticket(elif_, menus.TICKET[2], "Bütçe tablosunun bir örneği var mı?")
    _later(page)
    milan = Pane(page, "left", Language.SR_CYRL)
    milan.follows_a_link("Милан")
    _opens_a_ticket(milan, menus.TICKET[1], "Која документа треба приложити уз пријаву?")
    besa.opens("документа")
    _later(page)
    besa.says("Добар дан, Милане. Потребни су **статут** и **решење о упису**.")
    expect(milan.message("Потребни су статут")).to_be_visible()
    milan.says("Хвала! Шаљем их данас.")
    expect(besa.message("Шаљем их данас.")).to_be_visible()
    _later(page)


def _opens_a_ticket(member: Pane, command: str, words: str) -> None:
    """Until both sides have heard of it: the topic is made, and its card has come."""
    member.says(f"/{command} {words}")
    expect(member.button(member.label("New question"))).to_be_visible()
    topic = member.page.get_by_test_id("topic").filter(has_text=words)
    expect(topic.get_by_test_id("unread")).to_have_text("2")


def _asks(member: Pane) -> None:
    """The same question in everybody's language."""
    member.says(_MENTOR[member.language])
    expect(member.message(_MENTOR[member.language]).get_by_role("group")).to_be_visible()


def _wait_for_the_morning(page: Page) -> None:
    now = datetime.now(ZoneInfo(ZONE))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    wait = midnight + _MORNING - now
    _advance(page, wait if wait > timedelta() else wait + timedelta(days=1))


def _later(page: Page) -> None:
    _advance(page, timedelta(minutes=4))


def _advance(page: Page, passed: timedelta) -> None:
    page.request.post("/control/clock", data={"advance": passed.total_seconds()})


def _keep(page: Page, file: Path) -> None:
    """Without what moves or fades, and with the pointer out of the way."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    expect(page.get_by_test_id("toast")).to_have_count(0)
    page.screenshot(path=file, animations="disabled")
    print(file)


if __name__ == "__main__":
    main()
