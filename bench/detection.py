"""How often the language of a text is told: the line's own model beside lingua, by length.

The texts are cut out of the hard questions, which neither has learnt from. Of lingua's languages
those that people here write in are asked for; its Bosnian and Croatian count as Serbian.
"""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from bench.comparison import compare
from bench.hard_questions import LANGUAGES, hard
from bench.search_peers import installed
from bench.spelling import Spelling, stripped
from faq import detection
from faq.serbian import to_cyrillic

Detect = Callable[[str], str]

SHORT, MIDDLE, _LONGEST = "1-2 words", "3-5 words", "6+ words"
LENGTHS: Mapping[str, range] = {
    SHORT: range(1, 3),
    MIDDLE: range(3, 6),
    _LONGEST: range(6, 100),
}
WRITTEN, BARE, CYRILLIC = "as written", "bare", "sr in Cyrillic"  # bare: no marks, no capitals
OURS, LINGUA = "the line", "lingua"

_MARKS = '.,;:!?()"„“”«»…-–'
_CUTS = 8  # out of a question: one alone would leave the figures to chance
_FEWEST = 4  # letters: nobody can tell whose "a", "e" or "ne" it is
_CODES = {
    "ALBANIAN": "sq",
    "SERBIAN": "sr",
    "BOSNIAN": "sr",
    "CROATIAN": "sr",
    "TURKISH": "tr",
    "BASQUE": "eu",
    "ENGLISH": "en",
}


@dataclass(frozen=True, slots=True)
class Snippet:
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """Shares told rightly, by length and by language; `seconds` of CPU is what a text takes."""

    shares: Mapping[str, Mapping[str, float]]
    seconds: float

    def mean(self, column: str) -> float:
        """Of the languages, which count alike."""
        return fmean(self.shares[column].values())


def snippets(length: range, part: str) -> list[Snippet]:
    """Some runs of so many words from each question that has one, the same each time."""
    found = []
    for language in LANGUAGES:
        dice = random.Random(f"{language} {length}")
        for question in hard(language, part):
            cuts = [_cut(question.text, length, dice) for _ in range(_CUTS)]
            found += [Snippet(language[:2], cut) for cut in dict.fromkeys(cuts) if cut]
    return found


def _cut(text: str, length: range, dice: random.Random) -> str:
    words = [word for word in (word.strip(_MARKS) for word in text.split()) if word]
    if len(words) < length.start:
        return ""
    if length is LENGTHS[_LONGEST]:
        return text
    size = dice.choice([size for size in length if size <= len(words)])
    runs = [" ".join(words[at : at + size]) for at in range(len(words) - size + 1)]
    telling = [run for run in runs if sum(map(str.isalpha, run)) >= _FEWEST]
    return dice.choice(telling) if telling else ""


def ours() -> Detect:
    detector = detection.shipped()

    def detect(text: str) -> str:
        guess = detector.guess(text)
        return guess.language if guess else ""

    return detect


def lingua() -> Detect:
    from lingua import Language, LanguageDetectorBuilder  # noqa: PLC0415 - an extra

    among = [getattr(Language, name) for name in _CODES]
    builder = LanguageDetectorBuilder.from_languages(*among)
    detector = builder.with_preloaded_language_models().build()

    def detect(text: str) -> str:
        found = detector.detect_language_of(text)
        return _CODES[found.name] if found else ""

    return detect


def detectors(*, quick: bool) -> dict[str, Detect]:
    return {OURS: ours()} | ({LINGUA: lingua()} if installed("lingua") and not quick else {})


def tell(detect: Detect, part: str) -> Told:
    cut = {name: snippets(length, part) for name, length in LENGTHS.items()}
    shares: dict[str, dict[str, float]] = {}
    begun = time.process_time()
    for name, every in cut.items():
        serbian = [one for one in every if one.language == "sr"]
        shares[f"{name}, {WRITTEN}"] = _shares(detect, every, str)
        shares[f"{name}, {BARE}"] = _shares(detect, every, lambda text: stripped(text).lower())
        shares[f"{name}, {CYRILLIC}"] = _shares(detect, serbian, to_cyrillic)
    asked = sum(2 * len(every) + sum(s.language == "sr" for s in every) for every in cut.values())
    return Told(shares, (time.process_time() - begun) / asked)


def _shares(detect: Detect, every: Sequence[Snippet], spelt: Spelling) -> dict[str, float]:
    told: dict[str, list[bool]] = {}
    for one in every:
        told.setdefault(one.language, []).append(detect(spelt(one.text)) == one.language)
    return {language: fmean(right) for language, right in told.items()}


def show(found: Mapping[str, Told], names: Sequence[str], goals: Mapping[str, str]) -> None:
    """`goals` are by column."""
    for kind in (WRITTEN, BARE, CYRILLIC):
        columns = [f"{name}, {kind}" for name in LENGTHS]
        cells = {
            name: {column: f"{told.mean(column):.3f}" for column in columns}
            | {"time of a text": f"{told.seconds * 1e3:.2f} ms"}
            for name, told in found.items()
        }
        wanted = {column: goal for column, goal in goals.items() if column in columns}
        compare("language told rightly", names, cells, {"": wanted} if wanted else {})
    by_language = {
        f"{name}, {length}": {
            language: f"{share:.3f}" for language, share in told.shares[f"{length}, {BARE}"].items()
        }
        for length in LENGTHS
        for name, told in found.items()
    }
    compare(f"the same by language, {BARE}", list(by_language), by_language, {})
