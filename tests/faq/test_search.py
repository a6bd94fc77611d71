"""Questions to a small base: what is found, what is offered, what is left to a person."""

from dataclasses import replace
from time import process_time

import pytest

import faq
from faq import Hit, Outcome
from faq.search import FOUND_AT, LEAD, UNSURE_AT, judged


@pytest.fixture(scope="module")
def index(base: faq.Base) -> faq.Index:
    return faq.Index(base)


def first(index: faq.Index, query: str, language: str) -> str | None:
    hits = index.search(query, language).hits
    return hits[0].slug if hits else None


@pytest.mark.parametrize(
    ("language", "query", "slug"),
    [
        ("en", "Are you open on Saturdays?", "opening-hours"),
        ("en", "adress of the offise", "where-to-find-us"),
        ("sr_Latn", "RADNO VREME", "opening-hours"),
        ("sr_Latn", "imate li radno vreme subotom", "opening-hours"),
        ("sr_Latn", "rok za podnosenje izvestaja", "grant-report"),
        ("sr_Latn", "у којој сте улици", "where-to-find-us"),
        ("sr_Latn", "да ли плаћате пут", "travel-costs"),
        ("sr_Cyrl", "koliko kasnimo s izvestajem", "grant-report"),
        ("sr_Cyrl", "где је канцеларија, која улица", "where-to-find-us"),
        ("tr", "CUMARTESİ AÇIK MISINIZ", "opening-hours"),
        ("tr", "calisma saatlerinizi ogrenebilir miyim", "opening-hours"),
        ("tr", "raporumuzda geciktik ne olacak", "grant-report"),
    ],
)
def test_a_question_finds_its_entry_however_it_is_typed(
    index: faq.Index, language: str, query: str, slug: str
) -> None:
    assert first(index, query, language) == slug


@pytest.mark.parametrize(
    "query", ["mogu li da dođem uveče", "mogu li da dodjem uvece", "mogu li da dodem uvece"]
)
def test_each_way_of_typing_a_serbian_letter_is_the_same_question(
    index: faq.Index, query: str
) -> None:
    answer = index.search(query, "sr_Latn")
    assert answer.outcome is Outcome.FOUND
    assert answer == index.search("могу ли да дођем увече", "sr_Latn")


def test_a_phrasing_typed_letter_for_letter_is_always_answered(
    base: faq.Base, index: faq.Index
) -> None:
    for entry in base.entries:
        for text in (entry.title, *entry.phrasings):
            answer = index.search(text, entry.language)
            assert (answer.outcome, answer.hits[0].slug) == (Outcome.FOUND, entry.slug), text


def test_a_phrasing_letter_for_letter_wins_over_an_entry_full_of_the_word(
    base: faq.Base,
) -> None:
    changed = [
        replace(entry, phrasings=("report", "?!"))
        if (entry.slug, entry.language) == ("travel-costs", "en")
        else entry
        for entry in base.entries
    ]
    index = faq.Index(replace(base, entries=tuple(changed)))
    answer = index.search("Report!", "en")
    assert (answer.outcome, answer.hits[0].slug) == (Outcome.FOUND, "travel-costs")
    assert index.search("...", "en").outcome is Outcome.NONE


def test_of_many_phrasings_only_the_closest_counts(base: faq.Base) -> None:
    """An entry with fifty phrasings must not swallow what its neighbour says exactly."""
    greedy = [
        replace(entry, phrasings=entry.phrasings + tuple(f"bus number {n}" for n in range(50)))
        if entry.slug == "travel-costs"
        else entry
        for entry in base.entries
    ]
    index = faq.Index(replace(base, entries=tuple(greedy)))
    assert first(index, "how do we get there by bus", "en") == "where-to-find-us"


def test_a_word_that_two_entries_share_is_a_choice(index: faq.Index) -> None:
    answer = index.search("otobüs bileti mi, rapor fişleri mi", "tr")
    assert answer.outcome is Outcome.UNSURE
    assert {hit.slug for hit in answer.hits} >= {"travel-costs", "grant-report"}


def test_hits_are_at_most_three_different_entries_best_first(index: faq.Index) -> None:
    hits = index.search("is the office open when we get there by bus with our report", "en").hits
    assert len(hits) == 3
    assert len({hit.slug for hit in hits}) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("query", ["", "   ", "👍", "?!", "qqq www", "xylophone jazz quartet"])
def test_what_is_not_known_has_no_answer(index: faq.Index, query: str) -> None:
    assert index.search(query, "en") == faq.Answer(Outcome.NONE)


def test_a_language_without_entries_has_no_answer(index: faq.Index) -> None:
    assert index.search("opening hours", "eu").outcome is Outcome.NONE


def test_only_entries_in_the_language_are_searched(index: faq.Index) -> None:
    assert first(index, "which street is the office in", "tr") != "where-to-find-us"


def test_a_long_letter_is_read_from_its_beginning(index: faq.Index) -> None:
    letter = "do you need the receipts for our grant report " + "and so on " * 400
    start = process_time()
    assert first(index, letter, "en") == "grant-report"
    assert process_time() - start < 0.5


@pytest.mark.parametrize(
    ("best", "second", "outcome"),
    [
        (UNSURE_AT - 0.01, 0.0, Outcome.NONE),
        (UNSURE_AT, 0.0, Outcome.UNSURE),
        (FOUND_AT - 0.01, 0.0, Outcome.UNSURE),
        (FOUND_AT, FOUND_AT * (1 - LEAD) - 0.01, Outcome.FOUND),
        (FOUND_AT, FOUND_AT * (1 - LEAD) + 0.01, Outcome.UNSURE),
        (FOUND_AT + 1, FOUND_AT + 1, Outcome.UNSURE),
    ],
)
def test_score_and_lead_decide(best: float, second: float, outcome: Outcome) -> None:
    assert judged((Hit("a", best), Hit("b", second))).outcome is outcome


def test_a_single_hit_has_no_rival() -> None:
    assert judged((Hit("a", FOUND_AT),)).outcome is Outcome.FOUND
    assert judged(()).outcome is Outcome.NONE
