"""Questions to a small base: what is found, what is offered, what is left to a person."""

from dataclasses import replace
from math import log
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import faq
from faq import Entry, Hit, Outcome
from faq.calibration import LEAD, Calibration
from faq.search import judged
from faq.shelf import Found, Signs
from tests.faq.conftest import SMALL_BASE

INSURANCE = Entry(
    slug="insured-volunteers",
    topic="visits",
    language="en",
    title="Are volunteers insured?",
    answer="Every volunteer signs an agreement with us, and is insured from that day on.",
    phrasings=("insurance for volunteers", "a volunteer had an accident"),
)


@pytest.fixture(scope="module")
def index(base: faq.Base) -> faq.Index:
    return faq.Index(base)


@pytest.fixture(scope="module")
def index_with_one_in_english_only(base: faq.Base) -> faq.Index:
    return faq.Index(replace(base, entries=(*base.entries, INSURANCE)))


def first(index: faq.Index, query: str, language: str) -> str | None:
    hits = index.search(query, language).hits
    return hits[0].slug if hits else None


# What is found


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
    assert answer.outcome is Outcome.ANSWER
    assert answer == index.search("могу ли да дођем увече", "sr_Latn")


def test_a_phrasing_typed_letter_for_letter_is_always_answered_and_surely(
    base: faq.Base, index: faq.Index
) -> None:
    for entry in base.entries:
        for text in (entry.title, *entry.phrasings, entry.title.upper()):
            answer = index.search(text, entry.language)
            assert (answer.outcome, answer.confidence) == (Outcome.ANSWER, 1.0), text
            assert answer.hits[0].slug == entry.slug, text


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
    assert (answer.outcome, answer.hits[0].slug) == (Outcome.ANSWER, "travel-costs")
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


def test_a_long_letter_is_read_from_its_beginning(index: faq.Index) -> None:
    letter = "do you need the receipts for our grant report " + "and so on " * 400
    start = process_time()
    assert first(index, letter, "en") == "grant-report"
    assert process_time() - start < 0.5


@pytest.mark.parametrize(
    ("language", "query", "slug"),
    [
        ("en", "Good morning, are you open on Saturday?", "opening-hours"),
        ("sr_Cyrl", "Добар дан, радно време", "opening-hours"),
        ("tr", "merhaba çalışma saatleri", "opening-hours"),
    ],
)
def test_a_greeting_before_a_question_is_no_part_of_it(
    index: faq.Index, language: str, query: str, slug: str
) -> None:
    answer = index.search(query, language)
    assert (answer.hits[0].slug, answer.confidence) == (slug, 1.0)


def test_a_phrasing_that_begins_with_a_greeting_is_known_letter_for_letter(
    base: faq.Base,
) -> None:
    changed = tuple(
        replace(entry, phrasings=("morning or evening", "hello, who is it"))
        if (entry.slug, entry.language) == ("where-to-find-us", "en")
        else entry
        for entry in base.entries
    )
    index = faq.Index(replace(base, entries=changed))
    for query in ("morning or evening", "hello, who is it"):
        answer = index.search(query, "en")
        assert (answer.hits[0].slug, answer.confidence) == ("where-to-find-us", 1.0)


# What nobody has translated yet


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("sr_Latn", "da li su volonteri osigurani"),
        ("sr_Latn", "osiguranje za volontere"),
        ("sr_Cyrl", "осигурање за волонтере"),
        ("tr", "gönüllülerin sigortası var mı"),
    ],
)
def test_an_entry_that_a_language_lacks_is_found_there_by_what_it_is_about(
    index_with_one_in_english_only: faq.Index, language: str, query: str
) -> None:
    assert first(index_with_one_in_english_only, query, language) == INSURANCE.slug


def test_an_entry_that_a_language_lacks_is_found_there_by_its_own_words(index: faq.Index) -> None:
    answer = index.search("which street is the office in", "tr")
    assert (answer.outcome, answer.hits[0].slug) == (Outcome.ANSWER, "where-to-find-us")


def test_what_a_language_has_is_not_read_in_another_one(index: faq.Index) -> None:
    assert index.search("opening hours", "en").confidence == 1.0
    assert index.search("opening hours", "tr").confidence < 1.0


def test_a_language_without_any_entry_is_answered_from_those_of_others(index: faq.Index) -> None:
    answer = index.search("opening hours", "eu")
    assert (answer.outcome, answer.hits[0].slug) == (Outcome.ANSWER, "opening-hours")


# What is offered, and what is left to a person


@pytest.mark.parametrize(
    ("language", "query"),
    [("en", "bus ticket receipts report"), ("tr", "otobüs bileti rapor")],
)
def test_a_question_about_two_things_is_a_choice(
    index: faq.Index, language: str, query: str
) -> None:
    answer = index.search(query, language)
    assert answer.outcome is Outcome.CHOICE
    assert {hit.slug for hit in answer.hits[:2]} == {"travel-costs", "grant-report"}


@pytest.mark.parametrize("query", ["", "   ", "👍", "?!", "qqq www", "\0"])
def test_where_nothing_can_be_read_there_is_no_answer_and_no_hit(
    index: faq.Index, query: str
) -> None:
    assert index.search(query, "en") == faq.Answer(Outcome.NONE, (), 0.0)


@pytest.mark.parametrize(
    "query", ["best pizza in town", "who won the match last night", "will it rain tomorrow"]
)
def test_what_is_not_known_is_left_to_a_person_with_the_nearest_at_hand(
    index: faq.Index, query: str
) -> None:
    answer = index.search(query, "en")
    assert answer.outcome is Outcome.NONE
    assert answer.hits
    assert answer.confidence < index.search("office on saturday", "en").confidence


def test_an_empty_base_answers_nothing() -> None:
    assert faq.Index(faq.Base((), ())).search("opening hours", "en") == faq.Answer(Outcome.NONE)


def test_a_base_of_one_entry_answers_it_and_nothing_else(base: faq.Base) -> None:
    entry = base.get("opening-hours", "en")
    assert entry is not None
    index = faq.Index(faq.Base((entry,), ()))
    assert index.search("are you open on saturdays", "en").outcome is Outcome.ANSWER
    assert index.search("who won the match last night", "en").outcome is Outcome.NONE


def test_hits_are_at_most_ten_different_entries_best_first(base: faq.Base) -> None:
    entry = base.get("opening-hours", "en")
    assert entry is not None
    many = [replace(entry, slug=f"hours-{n}", title=f"Open {'so ' * n}late?") for n in range(12)]
    hits = faq.Index(faq.Base(tuple(many), ())).search("open late on saturday", "en").hits
    assert len({hit.slug for hit in hits}) == len(hits) == 10
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


INDEX = faq.Index(faq.load(SMALL_BASE))
_WORDS = st.sampled_from(
    [
        "office",
        "open",
        "report",
        "bus",
        "ticket",
        "the",
        "is",
        "we",
        "otobüs",
        "rapor",
        "izveštaj",
        "о",
        "?",
    ]
)


@settings(deadline=None, max_examples=60)
@given(
    st.text(max_size=60) | st.lists(_WORDS, max_size=8).map(" ".join),
    st.sampled_from(["en", "sr_Latn", "sr_Cyrl", "tr", "eu", "de"]),
)
def test_no_question_is_too_strange(query: str, language: str) -> None:
    answer = INDEX.search(query, language)
    scores = [hit.score for hit in answer.hits]
    assert 0.0 <= answer.confidence <= 1.0
    assert scores == sorted(scores, reverse=True)
    assert len({hit.slug for hit in answer.hits}) == len(scores) <= 10
    assert answer.hits or answer == faq.Answer(Outcome.NONE)


# Thresholds

BY_SCORE = Calibration(np.array([0.0, 1.0, *[0.0] * 5]), answer_at=0.8, choice_at=0.4)


def found(confidence: float, lead: float = 0.5) -> Found:
    """What `BY_SCORE` is so sure of."""
    signs = Signs(score=log(confidence / (1 - confidence)), lead=lead)
    return Found((Hit("a", 1.0), Hit("b", 1.0 - lead)), signs)


@pytest.mark.parametrize(
    ("confidence", "outcome"),
    [
        (0.05, Outcome.NONE),
        (0.39, Outcome.NONE),
        (0.41, Outcome.CHOICE),
        (0.79, Outcome.CHOICE),
        (0.81, Outcome.ANSWER),
        (0.99, Outcome.ANSWER),
    ],
)
def test_how_sure_it_is_decides(confidence: float, outcome: Outcome) -> None:
    answer = judged(found(confidence), BY_SCORE)
    assert answer.outcome is outcome
    assert answer.confidence == pytest.approx(confidence)
    assert answer.hits == found(confidence).hits


@pytest.mark.parametrize(
    ("lead", "outcome"),
    [
        (0.0, Outcome.CHOICE),
        (LEAD - 0.01, Outcome.CHOICE),
        (LEAD, Outcome.ANSWER),
        (1.0, Outcome.ANSWER),
    ],
)
def test_between_close_rivals_the_person_chooses(lead: float, outcome: Outcome) -> None:
    assert judged(found(0.99, lead), BY_SCORE).outcome is outcome
    assert judged(found(0.05, lead), BY_SCORE).outcome is Outcome.NONE


def test_what_was_typed_letter_for_letter_needs_no_threshold_and_no_lead() -> None:
    strict = replace(BY_SCORE, answer_at=1.0, choice_at=1.0)
    typed = replace(found(0.01, lead=0.0), is_verbatim=True)
    assert judged(typed, strict).outcome is Outcome.ANSWER


def test_nothing_found_is_nothing_said_however_low_the_thresholds() -> None:
    lax = replace(BY_SCORE, answer_at=0.0, choice_at=0.0)
    assert judged(Found(), lax) == faq.Answer(Outcome.NONE, (), 0.0)


def test_who_allows_more_false_answers_is_answered_more_often(base: faq.Base) -> None:
    query = "what time is it when somebody comes late"
    assert faq.Index(base, false_answers=0.02).search(query, "en").outcome is Outcome.CHOICE
    assert faq.Index(base, false_answers=0.5).search(query, "en").outcome is Outcome.ANSWER


# Another base


def without(base: faq.Base, slug: str) -> faq.Base:
    return replace(base, entries=tuple(entry for entry in base.entries if entry.slug != slug))


def test_until_a_language_is_prepared_the_old_base_answers_in_it(base: faq.Base) -> None:
    old = faq.Index(base)
    old.prepare("en")
    new = old.renewed(without(base, "opening-hours"))
    assert first(new, "opening hours", "en") == "opening-hours"
    new.prepare("en")
    assert first(new, "opening hours", "en") != "opening-hours"
    assert first(old, "opening hours", "en") == "opening-hours"


def test_a_language_that_nobody_asked_in_is_answered_from_the_new_base_at_once(
    base: faq.Base,
) -> None:
    old = faq.Index(base)
    old.prepare("en")
    new = old.renewed(without(base, "opening-hours"))
    assert first(new, "çalışma saatleri", "tr") != "opening-hours"


def test_where_the_old_base_must_not_answer_the_new_one_does_at_once(base: faq.Base) -> None:
    old = faq.Index(base)
    old.prepare("en")
    new = old.renewed(without(base, "opening-hours"), meanwhile=False)
    assert first(new, "opening hours", "en") != "opening-hours"


def test_bases_that_follow_one_another_soon_leave_nobody_without_an_answer(
    base: faq.Base,
) -> None:
    old = faq.Index(base)
    old.prepare("en")
    newest = old.renewed(without(base, "opening-hours")).renewed(without(base, "travel-costs"))
    assert first(newest, "travel costs", "en") == "travel-costs"
    newest.prepare("en")
    assert first(newest, "opening hours", "en") == "opening-hours"
    assert first(newest, "travel costs", "en") != "travel-costs"
