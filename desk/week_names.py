"""What the days of a week are called in the languages of the line, in the forms that people write:
"ponedeljkom", "pazartesiden cumaya", "astelehenetan", "të hënave". And the other words of a week.

Everything is folded (`faq.fold`): one spelling for both scripts, with and without marks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from faq.fold import fold


class Kind(Enum):
    """What a part of a text is to the days and hours around it."""

    DAYS = auto()
    CLOCK = auto()
    TO = auto()  # between first and last
    FROM = auto()
    AND = auto()
    BETWEEN = auto()  # makes the "and" after it a "to"
    AMID = auto()  # makes the "and" before it a "to"
    COMMA = auto()
    COLON = auto()
    BREAK = auto()  # a semicolon, or a new line
    MORNING = auto()
    LATER = auto()  # in the afternoon, in the evening
    OFF = auto()
    NOTHING = auto()  # says no more than is said without it
    EVERY = auto()  # the same, unless a phrase begins with it
    UNKNOWN = auto()


class Case(Enum):
    """What an ending says: from this on, or to it."""

    NONE = auto()
    FROM = auto()
    TO = auto()


@dataclass(frozen=True, slots=True)
class Named:
    """Days by one name; Monday is 0."""

    days: tuple[int, ...]
    case: Case = Case.NONE


CODES = ("mo", "tu", "we", "th", "fr", "sa", "su")
_EACH = (
    "mo tu we th fr sa su",
    "mon tue wed thu fri sat sun",
    "monday tuesday wednesday thursday friday saturday sunday",
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    # Albanian: as it is called, the one, on the one, of the one, on those; "e" and "të" are left
    # out
    "hën mar mër enj pre sht die",
    "hënë martë mërkurë enjte premte shtunë diel",
    "hëna marta mërkura enjtja premtja shtuna diela",
    "hënën martën mërkurën enjten premten shtunën dielën",
    "hënës martës mërkurës enjtes premtes shtunës dielës",
    "hënave martave mërkurave enjteve premteve shtunave dielave",
    # Serbian, in both scripts and both standards: as it is called, on, of, by, on all of them
    "pon uto sre čet pet sub ned",
    "ponedeljak utorak sreda četvrtak petak subota nedelja",
    "ponedjeljak utorak srijeda četvrtak petak subota nedjelja",
    "ponedeljak utorak sredu četvrtak petak subotu nedelju",
    "ponedjeljak utorak srijedu četvrtak petak subotu nedjelju",
    "ponedeljka utorka srede četvrtka petka subote nedelje",
    "ponedjeljka utorka srijede četvrtka petka subote nedjelje",
    "ponedeljkom utorkom sredom četvrtkom petkom subotom nedeljom",
    "ponedjeljkom utorkom srijedom četvrtkom petkom subotom nedjeljom",
    "ponedeljcima utorcima sredama četvrtcima petcima subotama nedeljama",
    # Turkish: as it is called, on those
    "pzt sal çar per cum cmt paz",
    "pts salı çrş prş cuma cts pazar",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "pazartesileri salıları çarşambaları perşembeleri cumaları cumartesileri pazarları",
    # Basque
    "al ar az og or lr ig",
)
_TURKISH = {
    Case.FROM: "pazartesiden salıdan çarşambadan perşembeden cumadan cumartesiden pazardan",
    Case.TO: "pazartesiye salıya çarşambaya perşembeye cumaya cumartesiye pazara",
}
# Of the standard, and of Bizkaia.
_BASQUE = (
    "astelehen astearte asteazken ostegun ostiral larunbat igande",
    "astelen martitzen eguazten eguen bariku zapatu domeka",
    "astelen martitzen eguazten eguen barixaku zapatu domeka",
)
_BASQUE_ENDINGS = {
    Case.NONE: ("", "a", "ak", "an", "ean", "etan", "eetan", "ero"),
    Case.FROM: ("etik", "etatik"),
    Case.TO: ("era", "etara"),
}
_WORKDAYS = (0, 1, 2, 3, 4)
_WEEKEND = (5, 6)
_ALL = (0, 1, 2, 3, 4, 5, 6)
_GROUPS = {
    _WORKDAYS: (
        "weekday, weekdays, workday, workdays, working day, working days, "
        "ditë pune, ditë e punës, ditët e punës, ditëve të punës, çdo ditë pune, "
        "çdo ditë të punës, ditë javë, ditët e javës, gjatë javës, gjatë ditëve të punës, "
        "radni dan, radni dani, radnim danima, radnim danom, svaki radni dan, svakog radnog dana, "
        "svakim radnim danom, radne dane, radnih dana, tokom radne nedelje, "
        "hafta içi, haftaiçi, hafta içleri, hafta içi her gün, haftaiçi her gün, "
        "iş günü, iş günleri, her iş günü, "
        "lanegun, lanegunak, lanegunetan, lanegunean, lanegunero, lanegun guztietan, "
        "astegun, astegunak, astegunetan, astegunean, astegunero, aste barruan, astean zehar"
    ),
    _WEEKEND: (
        "weekend, weekends, "
        "fundjavë, fundjava, fundjavën, fundjavave, fundjavat, çdo fundjavë, gjatë fundjavës, "
        "vikend, vikendom, vikendima, vikende, svaki vikend, svakog vikenda, "
        "hafta sonu, haftasonu, hafta sonları, haftasonları, her hafta sonu, "
        "asteburu, asteburua, asteburuak, asteburuan, asteburuetan, asteburuero, astebururo"
    ),
    _ALL: (
        "every day, daily, all days, "
        "çdo ditë, përditë, të gjitha ditët, "
        "svaki dan, svakog dana, svakim danom, svakodnevno, svi dani, svim danima, "
        "her gün, hergün, haftanın her günü, bütün günler, tüm günler, "
        "egunero, egun guztietan"
    ),
}
_WORDS: Mapping[Kind, str] = {
    Kind.MORNING: (
        "in the morning, mornings, paradite, në mëngjes, mëngjes, mëngjeseve, "
        "pre podne, prepodne, ujutru, ujutro, sabah, sabahları, öğleden önce, "
        "goizean, goizetan, goizez, goizeko"
    ),
    Kind.LATER: (
        "in the afternoon, afternoons, in the evening, evenings, "
        "pasdite, mbasdite, pasditeve, në mbrëmje, mbrëmje, "
        "posle podne, poslepodne, popodne, uveče, naveče, "
        "öğleden sonra, öğleden sonraları, akşam, akşamları, "
        "arratsaldean, arratsaldetan, arratsaldez, arratsaldeko, iluntzean"
    ),
    Kind.OFF: (
        "off, closed, mbyllur, zatvoreno, neradno, neradni dan, ne radim, kapalı, yok, "
        "itxita, itxia, ez"
    ),
    Kind.TO: "to, through, till, until, deri, deri në, deri më, do, gününden",
    Kind.FROM: "from, nga, prej, duke filluar nga, od",
    Kind.AND: "and, dhe, edhe, si dhe, i, ve, ile, eta, ta",
    Kind.BETWEEN: "between, midis, ndërmjet, između, izmedju",
    Kind.AMID: "arası, arasında, artean, bitartean",
    Kind.EVERY: "every, each, çdo, svaki, svakog, svake, svaku, svakim, svakom, her",
    Kind.NOTHING: (
        "on, at, e, të, së, për të, ditë, ditën, ditët, "
        "ora, orë, orën, orës, orët, në ora, në orën, "
        "u, sata, sati, čas, časa, časova, h, "
        "gün, günü, günleri, gününe, kadar, saat, saatleri, saatlerinde, saati, arte"
    ),
}
# The endings of a clock: "10'dan 12'ye", "10etatik 12etara", "9h".
CLOCK_ENDINGS: Mapping[str, Case] = {
    **dict.fromkeys(("", "h", "ak", "etan"), Case.NONE),
    **dict.fromkeys(("dan", "den", "tan", "ten", "etatik", "tatik", "etik", "tik"), Case.FROM),
    **dict.fromkeys(("a", "e", "ya", "ye", "etara", "tara", "era", "ra"), Case.TO),
}


def _days() -> Iterator[tuple[str, Named]]:
    for names in _EACH:
        yield from _each(names.split())
    for case, names in _TURKISH.items():
        yield from _each(names.split(), case)
    for names in _BASQUE:
        for case, endings in _BASQUE_ENDINGS.items():
            for ending in endings:
                yield from _basque(names.split(), ending, case)
    for days, phrases in _GROUPS.items():
        yield from ((phrase, Named(days)) for phrase in phrases.split(", "))


def _each(names: Iterable[str], case: Case = Case.NONE) -> Iterator[tuple[str, Named]]:
    return ((name, Named((day,), case)) for day, name in enumerate(names))


def _basque(stems: Iterable[str], ending: str, case: Case) -> Iterator[tuple[str, Named]]:
    """With the e of the ending and without it: astelehen-etan, astearte-tan, domek-etan."""
    yield from _each((stem + ending for stem in stems), case)
    yield from _each((stem + ending.lstrip("e") for stem in stems), case)
    yield from _each((stem.removesuffix("a") + ending for stem in stems), case)
    yield from _each((stem + ending.removeprefix("a") for stem in stems), case)


# The first that is said of a word counts: Turkish "pazarları" is on Sundays.
DAYS: Mapping[str, Named] = {fold(name): named for name, named in reversed(list(_days()))}
WORDS: Mapping[str, Kind] = {
    fold(word): kind for kind, words in _WORDS.items() for word in words.split(", ")
}
LONGEST = max(len(name.split()) for name in (*DAYS, *WORDS))  # words in a phrase
