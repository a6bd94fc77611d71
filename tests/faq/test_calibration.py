"""How sure the search may be: learnt from each base, for a share of false answers that is set."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import faq
from faq.base import Base
from faq.calibration import Calibration, bank, fit, quality
from faq.shelf import Found, Hit, Shelf, Signs
from tests.faq.conftest import SMALL_BASE

LANGUAGES = ("sq", "sr_Latn", "tr", "eu", "en")
SMALL = Shelf(faq.load(SMALL_BASE).readable("en"), "en")
CALIBRATION = fit(SMALL, "en", 0.1)


def answered(shelf: Shelf, calibration: Calibration, queries: tuple[str, ...]) -> float:
    """The share of the questions that would be answered."""
    sure = [calibration.confidence(shelf.look(query)) >= calibration.answer_at for query in queries]
    return sum(sure) / len(sure)


# The bank of questions that no base answers


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_sixty_questions_that_no_base_answers(language: str) -> None:
    questions = bank(language)
    assert len({faq.fold(text) for text in questions} - {""}) == len(questions) >= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_of_them_is_a_phrasing_of_ours(shipped: faq.Base, language: str) -> None:
    ours = {
        faq.fold(text)
        for entry in shipped.in_language(language)
        for text in (entry.title, *entry.phrasings)
    }
    assert [text for text in bank(language) if faq.fold(text) in ours] == []


def test_serbian_has_them_once_for_both_scripts_and_other_languages_have_none() -> None:
    assert bank("sr_Cyrl") == bank("sr_Latn")
    assert bank("de") == ()


# Thresholds


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3])
def test_of_the_unknown_no_more_is_answered_than_is_allowed(share: float) -> None:
    reached = quality(SMALL, "en", share)
    assert reached.false_answers <= share + 1 / len(bank("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_base_answers_much_of_the_known_and_little_of_the_unknown(
    shipped: faq.Base, language: str
) -> None:
    """Phrasings asked as if the base did not have them; those not answered are mostly offered."""
    reached = quality(Shelf(shipped.readable(language), language), language, 0.1)
    assert reached.coverage >= 0.3
    assert reached.precision >= 0.5
    assert reached.false_answers <= 0.1 + 1 / len(bank(language))


def test_the_unknown_is_unknown_to_the_thresholds_in_use_as_well() -> None:
    assert answered(SMALL, CALIBRATION, bank("en")) <= 0.15
    assert answered(SMALL, CALIBRATION, ("opening times", "your adress", "cost of travel")) == 1


@settings(deadline=None, max_examples=10)
@given(st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)).map(sorted))
def test_more_false_answers_mean_lower_thresholds(shares: list[float]) -> None:
    strict, lax = (fit(SMALL, "en", share) for share in shares)
    assert strict.answer_at >= lax.answer_at
    assert strict.choice_at >= lax.choice_at
    assert all(one.answer_at >= one.choice_at for one in (strict, lax))


# A base that changes


def test_thresholds_are_fitted_anew_for_another_base(shipped: faq.Base) -> None:
    large = fit(Shelf(shipped.readable("en"), "en"), "en", 0.1)
    assert large.answer_at != CALIBRATION.answer_at
    assert list(large.weights) != list(CALIBRATION.weights)


def test_what_was_unknown_is_known_once_there_is_an_entry_for_it(base: faq.Base) -> None:
    asked = "vegetarian lunch at noon"
    entry = faq.Entry(
        slug="lunch",
        topic="visits",
        language="en",
        title="Is there lunch?",
        answer="Vegetarian soup at noon.",
        phrasings=("vegetarian food", "what is for lunch", "when do we eat"),
    )
    assert faq.Index(base).search(asked, "en").outcome is faq.Outcome.NONE
    fed = faq.Index(replace(base, entries=(*base.entries, entry)))
    assert fed.search(asked, "en").outcome is faq.Outcome.ANSWER


def test_a_base_fitted_twice_judges_alike() -> None:
    again = fit(SMALL, "en", 0.1)
    assert (again.answer_at, again.choice_at) == (CALIBRATION.answer_at, CALIBRATION.choice_at)


# Bases with little to learn from


def test_a_base_without_phrasings_learns_from_its_titles(base: faq.Base) -> None:
    bare = tuple(replace(entry, phrasings=()) for entry in base.in_language("en"))
    index = faq.Index(Base(bare, ()))
    assert index.search("when is your office open", "en").outcome is faq.Outcome.ANSWER
    assert index.search("who won the match last night", "en").outcome is faq.Outcome.NONE


def test_without_anything_unknown_to_learn_from_nothing_is_told_apart(base: faq.Base) -> None:
    shelf = Shelf(base.readable("de"), "de")
    calibration = fit(shelf, "de", 0.1)
    assert calibration.answer_at == calibration.choice_at == 0.5
    assert calibration.confidence(shelf.look("wann ist das office open")) == 0.5


def test_an_empty_shelf_can_be_fitted() -> None:
    empty = Shelf((), "en")
    assert fit(empty, "en", 0.1).confidence(empty.look("opening hours")) == 0.0
    assert quality(empty, "en", 0.1).coverage == 0.0


# Confidence


def test_what_was_typed_letter_for_letter_is_sure_and_what_finds_nothing_is_not() -> None:
    assert CALIBRATION.confidence(SMALL.look("Opening hours?")) == 1.0
    assert CALIBRATION.confidence(SMALL.look("qqq www")) == 0.0


def test_a_question_that_an_entry_holds_whole_is_surer_than_one_that_it_holds_in_part() -> None:
    whole, part = (
        CALIBRATION.confidence(SMALL.look(query))
        for query in ("is the office open on saturday", "is the opera open on saturn")
    )
    assert whole > part


@pytest.mark.parametrize(
    ("lead", "words", "is_answer"),
    [(0.2, 5, True), (0.1, 5, False), (0.2, 1, False), (0.4, 1, True)],
)
def test_a_hit_answers_only_with_a_lead_and_one_word_needs_more_of_it(
    lead: float, words: int, *, is_answer: bool
) -> None:
    found = Found((Hit("a", 9.0),), Signs(9.0, lead, 1.0, words=words))
    assert CALIBRATION.confidence(found) >= CALIBRATION.answer_at
    assert CALIBRATION.answers(found) is is_answer


_SHARES = st.floats(0, 1, allow_nan=False)


@given(
    st.builds(Signs, st.floats(0, 100), _SHARES, _SHARES, st.floats(0, 0.25), st.integers(1, 100))
)
def test_confidence_is_between_surely_unknown_and_surely_known(signs: Signs) -> None:
    assert 0.0 < CALIBRATION.confidence(Found((Hit("a", 1.0),), signs)) < 1.0
