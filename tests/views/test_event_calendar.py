"""An event in somebody's calendar: an entry for each day, and the same one for life."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.events.event import Day, Standing
from desk.languages import Language
from handlers.texts import Catalogues
from handlers.views.events import calendar as views
from handlers.views.mentoring.calendar import Reader
from tests.hosts import FORUM, MONDAY, SATURDAY
from tests.views.calendars import entries_in

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CYRL = Catalogues().texts(Language.SR_CYRL)
ARTA = Reader("Arta", ZoneInfo("Europe/Istanbul"), "Zyra", "https://t.me/linja_bot")
TWO_DAYS = replace(
    FORUM,
    id=4,
    days=(Day(SATURDAY, SATURDAY + 7 * HOUR), Day(SATURDAY + DAY, SATURDAY + DAY + HOUR)),
    sequence=2,
)


def file_of(event: object, **parts: object) -> bytes:
    return views.document(event, ARTA, MONDAY, CYRL, **parts).content.encode()  # type: ignore[arg-type]


def test_each_day_is_an_entry_with_a_name_of_its_own() -> None:
    first, second = entries_in(file_of(TWO_DAYS))
    assert (first.uid, second.uid) == ("forum@linja", "2-forum@linja")
    assert (first.starts_at, second.ends_at) == (SATURDAY, SATURDAY + DAY + HOUR)
    assert (first.method, first.status, first.sequence) == ("REQUEST", "CONFIRMED", 2)
    assert first.summary == "Отпад у градовима"
    assert first.geo == (42.21, 20.74)
    assert first.location == "House of culture, Main street 3"


@pytest.mark.parametrize("is_off", [True, False])
def test_what_is_cancelled_or_given_back_leaves_the_calendar(is_off: bool) -> None:
    event = replace(TWO_DAYS, standing=Standing.CANCELLED) if is_off else TWO_DAYS
    for entry in entries_in(file_of(event, comes=is_off)):
        assert (entry.method, entry.status) == ("CANCEL", "CANCELLED")


def test_who_signs_up_again_has_the_later_file() -> None:
    gone = views.entries(TWO_DAYS, ARTA, MONDAY, CYRL, comes=False)
    back = views.entries(TWO_DAYS, ARTA, MONDAY + HOUR, CYRL)
    assert gone[0].sequence == back[0].sequence
    assert gone[0].changed_at < back[0].changed_at
