"""How each language writes a day and a run of days. Names come from CLDR, the grammar is ours.

Babel's own patterns bracket the Basque endings, pad Serbian intervals and have no full weekday
beside day and month.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from babel import Locale

import faq
from desk.languages import Language


@dataclass(frozen=True, slots=True)
class _Style:
    """Templates: `a` is the day, or the first of a run; `b` is the last."""

    full: str
    short: str
    within_month: str
    within_year: str
    across_years: str


_SERBIAN = _Style(
    full="{a.weekday}, {a.day}. {a.month} {a.year}.",
    short="{a.weekday_short}, {a.day}. {a.month_short}",
    within_month="{a.day}.–{b.day}. {a.month} {a.year}.",
    within_year="{a.day}. {a.month} – {b.day}. {b.month} {b.year}.",
    across_years="{a.day}. {a.month} {a.year}. – {b.day}. {b.month} {b.year}.",
)
_DAY_FIRST = _Style(
    full="{a.weekday}, {a.day} {a.month} {a.year}",
    short="{a.weekday_short}, {a.day} {a.month_short}",
    within_month="{a.day}–{b.day} {a.month} {a.year}",
    within_year="{a.day} {a.month} – {b.day} {b.month} {b.year}",
    across_years="{a.day} {a.month} {a.year} – {b.day} {b.month} {b.year}",
)
_STYLES = {
    # The month in full: "sht" is both shtunë and shtator, "mar" both martë and mars.
    Language.SQ: replace(_DAY_FIRST, short="{a.weekday_short}, {a.day} {a.month}"),
    Language.EN: _DAY_FIRST,
    Language.SR_LATN: _SERBIAN,
    Language.SR_CYRL: _SERBIAN,
    Language.TR: replace(
        _DAY_FIRST,
        full="{a.day} {a.month} {a.year} {a.weekday}",
        short="{a.day} {a.month_short} {a.weekday_short}",
    ),
    Language.EU: _Style(
        full="{a.year_of} {a.month_of} {a.day_itself}, {a.weekday}",
        short="{a.month_short} {a.day_itself}, {a.weekday_short}",
        within_month="{a.year_of} {a.month_of} {a.from_day} {b.to_day}",
        within_year="{a.year_of} {a.month_of} {a.from_day} {b.month_of} {b.to_day}",
        across_years="{a.year_of} {a.month_of} {a.from_day} {b.year_of} {b.month_of} {b.to_day}",
    ),
}

_MONTHS = {
    Language.SR_LATN: "{a.month} {a.year}.",
    Language.SR_CYRL: "{a.month} {a.year}.",
    Language.EU: "{a.year_of} {a.month}",
}
_DAYS = {
    Language.SR_LATN: "{a.weekday_short} {a.day}.",
    Language.SR_CYRL: "{a.weekday_short} {a.day}.",
    Language.TR: "{a.day} {a.weekday_short}",
    Language.EU: "{a.day}, {a.weekday_short}",
}


def full(day: date, language: Language) -> str:
    return _STYLES[language].full.format(a=_Day(day, language))


def short(day: date, language: Language) -> str:
    """Without the year, for buttons and lists."""
    return _STYLES[language].short.format(a=_Day(day, language))


def month(day: date, language: Language) -> str:
    """As in "November 2026"."""
    told = _Day(day, language)
    return _MONTHS.get(language, "{a.month} {a.year}").format(a=told)


def in_month(day: date, language: Language) -> str:
    """As in "Tue 24", where the month is known."""
    return _DAYS.get(language, "{a.weekday_short} {a.day}").format(a=_Day(day, language))


def run(first: date, last: date, language: Language) -> str:
    """From one day to a later one."""
    style = _STYLES[language]
    if first.year != last.year:
        template = style.across_years
    else:
        template = style.within_month if first.month == last.month else style.within_year
    return template.format(a=_Day(first, language), b=_Day(last, language))


def weekday(number: int, language: Language) -> str:
    """In short, Monday being 0."""
    short: str = _locale(language).days["format"]["abbreviated"][number]
    return short


def weekday_in_full(number: int, language: Language) -> str:
    """Monday being 0."""
    full: str = _locale(language).days["format"]["wide"][number]
    return full


def weekdays(language: Language) -> dict[str, int]:
    """Their names, long and short, folded, with and without an article; Monday is 0."""
    forms = _locale(language).days["format"]
    names = ((forms[width][day], day) for width in ("abbreviated", "wide") for day in range(7))
    return {
        faq.fold(form.rstrip(".")): day
        for name, day in names
        for form in (name, name.rpartition(" ")[2])
    }


class _Day:
    def __init__(self, day: date, language: Language) -> None:
        names = _locale(language)
        self.day, self.year = day.day, day.year
        self.month: str = names.months["format"]["wide"][day.month]
        self.month_short: str = names.months["format"]["abbreviated"][day.month]
        self.weekday: str = names.days["format"]["wide"][day.weekday()]
        self.weekday_short: str = names.days["format"]["abbreviated"][day.weekday()]

    @property
    def year_of(self) -> str:
        return f"{self.year}{_link(self.year)}ko"

    @property
    def month_of(self) -> str:
        return f"{self.month}ren"

    @property
    def day_itself(self) -> str:
        return f"{self.day}" if _ends_in_a(self.day) else f"{self.day}a"

    @property
    def from_day(self) -> str:
        return f"{self.day}{_link(self.day)}tik"

    @property
    def to_day(self) -> str:
        return f"{self.day}{_link(self.day)}ra"


def _link(number: int) -> str:
    """The e between a Basque number that ends in a consonant and its ending.

    Euskaltzaindia, rule 37. Basque counts in twenties, so the last word of a number shows in its
    remainder: bat, bost, hamar, hamabost; whole hundreds end in ehun.
    """
    hundreds, rest = divmod(number, 100)
    is_hundred = rest == 0 and hundreds % 10 != 0
    return "e" if is_hundred or rest % 20 in (1, 5, 10, 15) else ""


def _ends_in_a(number: int) -> bool:
    """11 and 31 (hamaika, hogeita hamaika) have the article in them already."""
    return number % 100 % 20 == 11


@cache
def _locale(language: Language) -> Locale:
    return Locale.parse(language.value)
