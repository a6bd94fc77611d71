"""How well known questions are told from unknown ones, and what is answered at 10 % false answers.

Known are questions that an entry of the base answers, unknown those that none does. Among the hard
questions the known are longer than the unknown, so that a score which merely grows with length
looks good; hence length alone stands beside the methods, and a second table takes for known the
phrasings left out, which are as short as the unknown.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from bench.comparison import MEAN, by_language, compare
from bench.hard_questions import FOUR, Question
from faq import Answer, Outcome
from faq.calibration import FALSE_ANSWERS

LENGTH = "length alone"


@dataclass(frozen=True, slots=True)
class Judged:
    """A question's confidence, whether it was answered, offered titles, and found rightly."""

    is_known: bool
    confidence: float
    is_answered: bool
    is_offered: bool
    is_first: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares: of known questions answered, of those rightly, of unknown ones answered."""

    coverage: float
    precision: float
    false_answers: float

    def __str__(self) -> str:
        return " ".join(f"{x:.2f}" for x in (self.coverage, self.precision, self.false_answers))


ByLanguage = Mapping[str, Sequence[Judged]]


def judged(question: Question, answer: Answer) -> Judged:
    slugs = [hit.slug for hit in answer.hits[:3]]
    return Judged(
        is_known=question.slug is not None,
        confidence=answer.confidence,
        is_answered=answer.outcome is Outcome.ANSWER,
        is_offered=answer.outcome is Outcome.CHOICE,
        is_first=slugs[:1] == [question.slug],
        is_shown=question.slug in slugs,
    )


def by_length(questions: Sequence[Question]) -> list[Judged]:
    """As if a long question were a known one: what a score may owe to nothing but length."""
    return [judged(one, Answer(Outcome.NONE, (), float(len(one.text)))) for one in questions]


def area(questions: Sequence[Judged]) -> float:
    """How often a known question is surer than an unknown one; equal ones count half."""
    known, unknown = _confidences(questions)
    below = sum(bisect_left(unknown, one) + bisect_right(unknown, one) for one in known)
    return below / 2 / (len(known) * len(unknown))


def fitted(questions: Sequence[Judged]) -> Quality:
    """As the program answers, by what it has found out for itself."""
    return _quality(questions, lambda one: one.is_answered)


def exact(questions: Sequence[Judged]) -> Quality:
    """By confidence alone, as low as answers no more unknown ones of these than may be."""
    _, unknown = _confidences(questions)
    most = int(FALSE_ANSWERS * len(unknown))
    bar = unknown[-1 - most]
    return _quality(questions, lambda one: one.confidence > bar)


def helped(questions: Sequence[Judged]) -> float:
    """Of the known: answered rightly, or offered three titles of which one is right."""
    return fmean(
        (one.is_answered and one.is_first) or (one.is_offered and one.is_shown)
        for one in questions
        if one.is_known
    )


def mean_area(found: ByLanguage) -> float:
    return fmean(area(found[language]) for language in FOUR)


def mean_quality(found: ByLanguage, measured: Callable[[Sequence[Judged]], Quality]) -> Quality:
    every = [measured(found[language]) for language in FOUR]
    return Quality(
        fmean(one.coverage for one in every),
        fmean(one.precision for one in every),
        fmean(one.false_answers for one in every),
    )


def show_area(
    title: str,
    found: Mapping[str, ByLanguage],
    names: Sequence[str],
    goals: Mapping[str, str],
) -> None:
    """`goals` are for the mean."""
    cells = {
        name: by_language(one, lambda every: f"{area(every):.3f}", lambda f: f"{mean_area(f):.3f}")
        for name, one in found.items()
    }
    wanted = {name: {MEAN: goal} for name, goal in goals.items()}
    compare(f"{title}: area known/unknown", names, cells, wanted)


def show_quality(
    title: str, found: Mapping[str, ByLanguage], names: Sequence[str], own: Sequence[str]
) -> None:
    """`own` are the names of those that have outcomes and thresholds of their own."""
    cells = {f"{name}, as it is": _cells(found[name], fitted) for name in own}
    exactly = {name: f"{name}, at {FALSE_ANSWERS:.0%}" for name in names}
    cells |= {exactly[name]: _cells(found[name], exact) for name in names if name in found}
    rows = [f"{name}, as it is" for name in own]
    print(f"  {title}: coverage, precision, false answers")
    compare("", [*rows, *exactly.values()], cells, {})
    cells = {
        name: by_language(
            found[name],
            lambda every: f"{helped(every):.3f}",
            lambda by: f"{fmean(helped(by[language]) for language in FOUR):.3f}",
        )
        for name in own
    }
    compare(f"{title}: answered rightly, or the right title offered", own, cells, {})


def _cells(found: ByLanguage, measured: Callable[[Sequence[Judged]], Quality]) -> dict[str, str]:
    return by_language(
        found, lambda every: str(measured(every)), lambda by: str(mean_quality(by, measured))
    )


def _quality(questions: Sequence[Judged], answered: Callable[[Judged], bool]) -> Quality:
    known = [one for one in questions if one.is_known]
    unknown = [one for one in questions if not one.is_known]
    right = [one.is_first for one in known if answered(one)]
    return Quality(
        len(right) / len(known),
        fmean(right) if right else 0.0,
        fmean(map(answered, unknown)),
    )


def _confidences(questions: Sequence[Judged]) -> tuple[list[float], list[float]]:
    known = sorted(one.confidence for one in questions if one.is_known)
    unknown = sorted(one.confidence for one in questions if not one.is_known)
    return known, unknown
