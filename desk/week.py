"""The week of an office in wall time, and how people write it: "mo-fr 9:00-12:30; sa 10-13".

Which days are holidays, and what time it is, is not known here.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from desk.errors import DeskError
from faq.fold import fold

MINUTES = 24 * 60  # of a day


class UnreadableHours(DeskError):
    """A text says no opening hours; `part` is what could not be read."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Minutes after midnight, by the clock on the wall; `closes` is 1440 for 24:00."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= MINUTES:
            raise ValueError(self)


Spans = tuple[Span, ...]  # of a day, in order and apart
Week = tuple[Spans, ...]  # seven days, Monday first

ALWAYS: Week = ((Span(0, MINUTES),),) * 7
NEVER: Week = ((),) * 7

_ALWAYS = "24/7"
_NEVER = "off"
_CODES = ("mo", "tu", "we", "th", "fr", "sa", "su")
_NAMES = (
    "mo tu we th fr sa su",
    "mon tue wed thu fri sat sun",
    "monday tuesday wednesday thursday friday saturday sunday",
    # Albanian: as it is called, the one, on the one; "e" and "të" are left out
    "hën mar mër enj pre sht die",
    "hënë martë mërkurë enjte premte shtunë diel",
    "hëna marta mërkura enjtja premtja shtuna diela",
    "hënën martën mërkurën enjten premten shtunën dielën",
    # Serbian, in both scripts and both standards
    "pon uto sre čet pet sub ned",
    "ponedeljak utorak sreda četvrtak petak subota nedelja",
    "ponedjeljak utorak srijeda četvrtak petak subota nedjelja",
    # Turkish
    "pzt sal çar per cum cmt paz",
    "pts salı çrş prş cuma cts pazar",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    # Basque
    "al ar az og or lr ig",
    "astelehen astearte asteazken ostegun ostiral larunbat igande",
    "astelehena asteartea asteazkena osteguna ostirala larunbata igandea",
)
_DAYS = {name: day for names in _NAMES for day, name in enumerate(fold(names).split())}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
# "e hënë" and "të hënën" are one day's name, "9-17 h" says no more than "9-17".
_EMPTY = re.compile(r"\b(?:e|të|te)\s+(?=[^\W\d_])|(?<=\d)\s?h\b", re.IGNORECASE)

_NAME = rf"(?!{_NEVER}\b)[^\W\d_]+\.?"
_NAMED = rf"{_NAME}(?:\s*-\s*{_NAME})?"
_CLOCK = r"[0-9]{1,2}(?:[:.][0-5][0-9])?"
_SPAN = rf"{_CLOCK}\s*-\s*{_CLOCK}(?![:.]?\d)"
_TIMES = rf"{_SPAN}(?:[\s,]+{_SPAN})*"
_RULE = re.compile(
    rf"[\s,]*(?P<days>{_NAMED}(?:[\s,]+{_NAMED})*)[\s,:]*(?P<times>{_TIMES}|{_NEVER}\b)[\s,]*",
    re.IGNORECASE,
)


def parse_hours(text: str) -> Week:
    """Days and their spans in any of the languages, or "24/7", or "off". Raises UnreadableHours.

    A day that is not named is closed; one that is named twice is a mistake. A span ends on the
    day on which it begins: 24:00 at the latest, which 0:00 means as well.
    """
    plain = _plain(text)
    if plain.lower() in (_ALWAYS, _NEVER):
        return ALWAYS if plain == _ALWAYS else NEVER
    week: dict[int, Spans] = {}
    for days, times in _rules(plain):
        spans = _spans(times)
        for day in _days(days):
            if day in week:
                raise UnreadableHours(days)
            week[day] = spans
    if not week:
        raise UnreadableHours(plain)
    return tuple(week.get(day, ()) for day in range(7))


def parse_spans(text: str) -> Spans:
    """The spans of one day: "9:00-12:30 13:30-17:00". Raises UnreadableHours."""
    plain = _plain(text)
    if not re.fullmatch(_TIMES, plain):
        raise UnreadableHours(plain)
    return _spans(plain)


def written(week: Week) -> str:
    """As `parse_hours` reads it back: "mo-fr 09:00-12:30 13:30-17:00; sa 10:00-13:00"."""
    if week == ALWAYS:
        return _ALWAYS
    alike = [(spans, list(days)) for spans, days in groupby(range(7), week.__getitem__)]
    rules = [f"{_range(days)} {written_spans(spans)}" for spans, days in alike if spans]
    return "; ".join(rules) or _NEVER


def written_spans(spans: Spans) -> str:
    """As `parse_spans` reads them back: "09:00-12:30 13:30-17:00"."""
    return " ".join(map(_said, spans))


def _plain(text: str) -> str:
    return _EMPTY.sub("", unicodedata.normalize("NFC", text).translate(_DASHES)).strip()


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Days and times, one rule after the other; a semicolon or a new line may part them."""
    for part in filter(None, map(str.strip, re.split(r"[;\n]", text))):
        position = 0
        while position < len(part):
            rule = _RULE.match(part, position)
            if rule is None:
                raise UnreadableHours(part[position:])
            yield rule["days"], rule["times"]
            position = rule.end()


def _days(text: str) -> Iterator[int]:
    for name in re.findall(_NAMED, text):
        first, _, last = name.partition("-")
        start = _day(first)
        count = (_day(last or first) - start) % len(_CODES) + 1
        yield from ((start + number) % len(_CODES) for number in range(count))


def _day(name: str) -> int:
    """The codes are Latin: "су" is what Serbian calls Saturday."""
    folded = fold(name)
    if folded not in _DAYS or (folded in _CODES and not name.isascii()):
        raise UnreadableHours(name.strip())
    return _DAYS[folded]


def _spans(times: str) -> Spans:
    return () if times.lower() == _NEVER else _united(map(_span, re.findall(_SPAN, times)))


def _span(text: str) -> Span:
    opens, closes = map(_minute, text.split("-"))
    try:
        return Span(opens, closes or MINUTES)
    except ValueError as error:
        raise UnreadableHours(text) from error


def _minute(clock: str) -> int:
    hour, _, minute = clock.strip().replace(".", ":").partition(":")
    return int(hour) * 60 + int(minute or 0)


def _united(spans: Iterable[Span]) -> Spans:
    """In order; those that touch or overlap are one."""
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.opens <= apart[-1].closes:
            before = apart.pop()
            apart.append(Span(before.opens, max(before.closes, span.closes)))
        else:
            apart.append(span)
    return tuple(apart)


def _range(days: list[int]) -> str:
    first, last = _CODES[days[0]], _CODES[days[-1]]
    return first if first == last else f"{first}-{last}"


def _said(span: Span) -> str:
    return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (span.opens, span.closes))
