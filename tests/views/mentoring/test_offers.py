"""Times to choose from, as every language writes them; and why there are none."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from desk.languages import Language
from desk.mentoring.areas import Area
from desk.mentoring.directory import Place
from desk.mentoring.fitting import Reason
from desk.mentoring.lacking import Lack, Lacking
from desk.mentoring.matching import Offer
from desk.mentoring.slots import Slot
from handlers.mentoring.wish_buttons import ShowMonth, TakeSlot, WaitForTime
from handlers.screen import Button, Screen
from handlers.views import dates
from handlers.views.html import plain
from handlers.views.mentoring import offers as views
from tests.desk.mentoring.cast import HOUR, ISTANBUL, at, mentor, wish
from tests.world import CATALOGUES

EN = CATALOGUES.texts(Language.EN)
# Istanbul is two hours ahead until the clock changes in Belgrade on 28 March 2027.
BEFORE, AFTER = at("2027-03-26", "10:00", ISTANBUL), at("2027-03-29", "10:00", ISTANBUL)
MONTHS = {
    Language.SQ: ("mars 2027", "pre 26"),
    Language.SR_LATN: ("mart 2027.", "pet 26."),
    Language.SR_CYRL: ("март 2027.", "пет 26."),
    Language.TR: ("Mart 2027", "26 Cum"),
    Language.EU: ("2027ko martxoa", "26, or."),
    Language.EN: ("March 2027", "Fri 26"),
}


def offer(starts_at: object = BEFORE, *reasons: Reason, zone: ZoneInfo = ISTANBUL) -> Offer:
    ece = mentor(name="Ece <3")
    ece = replace(ece, hours=replace(ece.hours, zone=zone), place=Place("Taksim 3"))
    slot = Slot(ece.id, starts_at, starts_at + HOUR)  # type: ignore[arg-type, operator]
    return Offer(ece, slot, reasons)


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


def callbacks(screen: Screen) -> list[object]:
    return [one.callback for row in screen.rows for one in row if isinstance(one, Button)]


@pytest.mark.parametrize("language", list(Language))
def test_a_month_and_its_days_are_written_as_people_do(language: Language) -> None:
    month, day = MONTHS[language]
    assert dates.month(date(2027, 3, 26), language) == month
    assert dates.in_month(date(2027, 3, 26), language) == day


def test_a_time_is_told_by_the_persons_clock_with_the_reasons_and_the_zone() -> None:
    found = [offer(BEFORE, Reason.KNOWN, Reason.LANGUAGE, Reason.AREA, Reason.ROOM), offer(AFTER)]
    screen = views.best(wish(area=Area.FINANCE), found, None, None, EN)
    text = plain(str(screen.text))
    known = "knows your organisation, Srpski, Finance"
    assert f"Friday, 26 March 2027, 08:00 · CET – Ece <3: {known}\n" in text
    assert text.endswith("Monday, 29 March 2027, 09:00 · CET – Ece <3")  # clocks have changed
    day = views.day(wish(), date(2027, 3, 26), found[:1], EN)
    assert plain(str(day.text)) == "Friday, 26 March 2027\n\nTime zone: CET"
    assert labels(day) == ["08:00 – Ece <3", "Back"]
    assert labels(screen)[:2] == ["Fri, 26 Mar, 08:00 – Ece <3", "Mon, 29 Mar, 09:00 – Ece <3"]
    assert callbacks(screen)[0] == TakeSlot(1, 1, int(BEFORE.timestamp()) // 60)


def test_in_person_it_is_the_time_of_the_place() -> None:
    screen = views.best(wish(is_online=False), [offer()], None, None, EN)
    assert "Friday, 26 March 2027, 10:00 · Istanbul (UTC+3) – Ece" in plain(str(screen.text))
    day = views.day(wish(is_online=False), date(2027, 3, 26), [offer()], EN)
    assert labels(day)[0] == "10:00 – Ece <3"
    same = views.best(wish(), [offer(zone=ZoneInfo("Europe/Tirane"))], None, None, EN)
    assert "·" not in str(same.text)


def test_only_days_with_free_times_are_buttons_and_months_turn_where_there_are_any() -> None:
    free = {date(2027, 3, day) for day in (1, 2, 3, 4, 26)}
    month = views.Month(date(2027, 3, 1), free, has_before=True, has_after=False)
    screen = views.month(wish(), month, EN)
    assert [len(row) for row in screen.rows] == [4, 1, 1, 1]
    assert labels(screen) == ["Mon 1", "Tue 2", "Wed 3", "Thu 4", "Fri 26", "‹", "Back"]
    assert callbacks(screen)[5] == ShowMonth(1, 2027 * 12 + 1)
    december = views.Month(date(2026, 12, 1), free, has_before=False, has_after=True)
    assert callbacks(views.month(wish(), december, EN))[-2] == ShowMonth(1, 2027 * 12)


@pytest.mark.parametrize("lack", list(Lack))
def test_nothing_is_never_told_without_a_way_on(lack: Lack) -> None:
    lacking = Lacking(lack, BEFORE if lack is Lack.TIME else None)
    screen = views.none(wish(area=Area.LAW), lacking, can_wait=True, _=EN)
    assert WaitForTime(1) in callbacks(screen)
    assert len(callbacks(screen)) >= 3
    assert "Talk to a person" in labels(screen)
    assert ("Another language" in labels(screen)) is (lack in (Lack.LANGUAGE, Lack.AREA))
    by_staff = views.none(wish(area=Area.LAW), lacking, can_wait=False, _=EN)
    assert WaitForTime(1) not in callbacks(by_staff)
    assert callbacks(by_staff) != []


def test_the_reason_is_told_in_plain_words() -> None:
    told = {
        Lack.LANGUAGE: "None of our mentors helps in this language yet: Euskara",
        Lack.AREA: "None of our mentors helps with this in this language: Law, Euskara",
        Lack.LENGTH: "None of those who could help gives sessions of this length: 1 hour",
        Lack.TIME: "No time is free until: Friday, 26 March 2027",
    }
    for lack, words in told.items():
        screen = views.none(
            wish(area=Area.LAW, language="eu"), Lacking(lack, BEFORE), can_wait=True, _=EN
        )
        assert words in plain(str(screen.text))
