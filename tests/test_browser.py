"""Stories at the sandbox's page, in Chromium, with the line as `python -m bot run` opens it.

The stories share one line and one page, as on a real day; each has a member of its own.
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

import faq
from desk.languages import Language
from handlers.views import menus
from sandbox.samples import png
from tests.browser import CHROMIUM, PHONE, ZONE, Pane, chromium, line, visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),  # Chromium starts once
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed: apt install chromium"),
]
NONSENSE = "xyzzy qwrt plugh"
_MOST_TABS = 60


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, str]]:
    """The browser and the address: both start at the same time."""
    folder = tmp_path_factory.mktemp("newcomer")
    with line(folder, SEND_PER_GROUP_MINUTE="0") as linja, chromium() as browser:
        yield browser, linja.address


@pytest.fixture(scope="module")
def page(opened: tuple[Browser, str]) -> Iterator[Page]:
    with visit(*opened) as page:
        yield page


@pytest.fixture
def phone(opened: tuple[Browser, str]) -> Iterator[Page]:
    with visit(*opened, viewport=PHONE) as page:
        yield page


def test_a_question_in_basque_is_answered_and_the_answer_helps(page: Page) -> None:
    ane = Pane(page, "left", Language.EU)
    ane.starts("Ane")
    ane.says("nola lor dezaket mentore bat")
    entry = faq.load(faq.SHIPPED).find("get-a-mentor", Language.EU)
    assert entry is not None
    answer = ane.kept(ane.message(entry.title))
    buttons = answer.get_by_test_id("inline-button")
    expect(buttons.nth(0)).to_have_text(ane.label("This helped"))
    expect(buttons.nth(1)).to_have_text(ane.label("Share"))
    expect(buttons.nth(2)).to_have_text(ane.label("Talk to a person"))
    ane.presses(ane.label("This helped"))
    expect(ane.toast(ane.label("Glad it helped!"))).to_be_visible()
    expect(buttons).to_have_count(0)
    expect(answer).to_contain_text(entry.title)


def test_a_ticket_in_cyrillic_is_answered_and_closed_by_staff(page: Page) -> None:
    milan, besa = Pane(page, "left", Language.SR_CYRL), Pane(page, "right")
    milan.starts("Милан")
    milan.says(f"/{menus.TICKET[1]} Како се пише буџет?")
    expect(milan.button(milan.label("New question"))).to_be_visible()
    besa.becomes("Besa")
    besa.opens("Како се пише буџет?")
    card = besa.kept(besa.message(Language.SR_CYRL.own_name))
    expect(card).to_contain_text("Како се пише буџет?")
    besa.says("Драги **Милане**, послаћемо Вам образац.")
    expect(milan.message("Драги Милане, послаћемо Вам образац.")).to_be_visible()
    besa.presses(besa.label("Close"))
    expect(milan.button("5")).to_be_visible()
    expect(milan.button(milan.label("Not solved"))).to_be_visible()
    expect(card.get_by_test_id("inline-button")).to_have_text([besa.label("Reopen")])


def test_a_phone_and_a_keyboard_are_enough(phone: Page) -> None:
    elif_, besa = Pane(phone, "left", Language.TR), Pane(phone, "right")
    _tab_to(phone, elif_.node.get_by_test_id("person-select"))
    phone.keyboard.type("Elif")
    _tab_to(phone, elif_.node.get_by_test_id("start"))
    phone.keyboard.press("Enter")
    turkish = elif_.button(Language.TR.own_name)
    expect(turkish).to_be_visible()
    _tab_to(phone, turkish, back=True)
    phone.keyboard.press("Enter")
    expect(elif_.button(elif_.label("Talk to a person"))).to_be_visible()
    _tab_to(phone, elif_.composer)
    phone.keyboard.type(NONSENSE)
    phone.keyboard.press("Enter")
    expect(elif_.button(elif_.label("Send it to the support line"))).to_be_visible()
    _is_not_wider_than_the_screen(phone, elif_)
    _tab_to(phone, phone.get_by_test_id("show-right"))
    phone.keyboard.press("Enter")
    expect(besa.node).to_be_visible()
    expect(elif_.node).to_be_hidden()
    _is_not_wider_than_the_screen(phone, besa)


def test_a_day_later_the_line_still_answers(page: Page) -> None:
    milan = Pane(page, "left", Language.SR_LATN)
    milan.follows_a_link("Milan")
    page.get_by_test_id("clock").click()
    with page.expect_response("**/control/clock") as answer:
        page.get_by_test_id("clock-day").click()
    clock = answer.value.json()["result"]
    assert clock["offset_seconds"] == 24 * 3600
    day = datetime.fromisoformat(clock["now"]).astimezone(ZoneInfo(ZONE))
    expect(page.get_by_test_id("clock")).to_contain_text(f"{day:%a} {day.day} {day:%b}")
    milan.says(NONSENSE)
    expect(milan.button(milan.label("Send it to the support line"))).to_be_visible()
    expect(milan.node.locator(".day")).to_have_text(["Yesterday", "Today"])


def test_a_picture_is_asked_about_in_the_members_language(page: Page) -> None:
    arta = Pane(page, "left", Language.SQ)
    arta.follows_a_link("Arta")
    picture = FilePayload(name="foto.png", mimeType="image/png", buffer=png(60, 40, (9, 99, 99)))
    arta.node.get_by_test_id("file-input").set_input_files(picture)
    arta.says("Shihni **këtë**")
    expect(arta.own("Shihni këtë").locator("strong")).to_have_text("këtë")
    asked = arta.kept(arta.message(arta.words("Send this to the support line?")))
    expect(asked.get_by_test_id("inline-button")).to_have_text(
        [arta.label("Send it to the support line"), arta.label("Do not send")]
    )
    arta.presses(arta.label("Do not send"))
    left = "Not sent. Write your question in your own words whenever you like."
    expect(asked).to_contain_text(arta.words(left))


def _tab_to(page: Page, wanted: Locator, *, back: bool = False) -> None:
    for _ in range(_MOST_TABS):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{_MOST_TABS} tabs do not lead to {wanted}")


def _is_not_wider_than_the_screen(page: Page, pane: Pane) -> None:
    assert page.evaluate("document.scrollingElement.scrollWidth") == PHONE["width"]
    assert pane.node.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert pane.node.locator(".scroller").evaluate("node => node.scrollWidth <= node.clientWidth")
