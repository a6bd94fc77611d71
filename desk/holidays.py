"""Public holidays: which days a country's calendar takes off, and their names in each language.

The days come from the package `holidays`, observed days among them; holidays.toml holds the names
that it lacks.
"""

import re
import tomllib
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from desk.languages import Language
from faq.serbian import to_cyrillic, to_latin

if TYPE_CHECKING:
    from holidays import HolidayBase


class Calendar(StrEnum):
    """ISO 3166 codes, of a country or of a part of it."""

    AL = "AL"
    XK = "XK"  # Kosovo; a code that users of the standard may assign
    MK = "MK"
    RS = "RS"
    TR = "TR"
    ES_PV = "ES-PV"


_ENGLISH = "en_US"  # the only English that all of the calendars have
_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_CORRECTIONS: dict[str, str] = _WORDS["corrections"]
_NAMES: dict[str, dict[str, str]] = _WORDS["names"]
# That a day off was moved to a working day, or that the date follows the moon: "(observed)".
_NOTE = re.compile(r" \([^()]*\)$")
_SCRIPTS = {Language.SR_LATN: to_latin, Language.SR_CYRL: to_cyrillic}


@lru_cache(maxsize=10_000)  # the package takes its time for each day
def is_day_off(calendar: Calendar, day: date) -> bool:
    return day in _almanac(calendar, _ENGLISH)


def days_off(calendar: Calendar, year: int) -> list[date]:
    almanac = _almanac(calendar, _ENGLISH)
    almanac.get(date(year, 1, 1))  # now it knows the year
    return sorted(day for day in almanac if day.year == year)


def name_of(calendar: Calendar, day: date, language: Language) -> str | None:
    """None where the day is no holiday; a name unknown in the language is the country's own.

    A day off that was moved has the name of its holiday. Two on one day stand with "; " between.
    """
    names = _names(calendar, day, language.telegram_code)
    script = _SCRIPTS.get(language, str)
    return script("; ".join(_CORRECTIONS.get(name, name) for name in names)) or None


def _names(calendar: Calendar, day: date, code: str) -> list[str]:
    almanac = _almanac(calendar, _ENGLISH)
    if code in almanac.supported_languages:
        return _listed(calendar, day, code)
    english = _listed(calendar, day, _ENGLISH)
    if code == "en":
        return english
    names = [_NAMES.get(name, {}).get(code, "") for name in english]
    return names if all(names) else _listed(calendar, day, almanac.default_language or _ENGLISH)


def _listed(calendar: Calendar, day: date, code: str) -> list[str]:
    names = _almanac(calendar, code).get_list(day)
    return list(dict.fromkeys(_NOTE.sub("", name) for name in names))


@cache
def _almanac(calendar: Calendar, code: str) -> "HolidayBase":
    """Works out a year when it is first asked for a day of it.

    The language is always said: without it the package answers in that of the machine.
    """
    # It takes a tenth of a second and megabytes, and many offices have no calendar.
    from holidays import country_holidays  # noqa: PLC0415

    country, _, part = calendar.partition("-")
    return country_holidays(country, subdiv=part or None, language=code, observed=True)
