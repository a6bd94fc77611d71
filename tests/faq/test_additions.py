"""What is added while the program runs is searched as if it had always been in the files."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import faq
from faq import Additions, Entry, Outcome, Phrasing, merged
from faq.base import TopicCard
from tests.faq.conftest import SMALL_BASE

PARKING = Entry(
    slug="parking",
    topic="visits",
    language="en",
    title="Where do we park?",
    answer="In the **yard**, see %(office_hours)s.",
    phrasings=(),
)
PARKIRANJE = replace(
    PARKING, language="sr_Latn", title="Gde se parkira?", answer="U dvorištu; pišite na /pomoc."
)


def got(base: faq.Base, slug: str, language: str) -> Entry:
    entry = base.get(slug, language)
    assert entry is not None
    return entry


def test_without_additions_a_base_is_as_it_was(base: faq.Base) -> None:
    assert merged(base, Additions()) == base


# Phrasings


def test_a_phrasing_stands_after_those_of_the_file(base: faq.Base) -> None:
    before = got(base, "travel-costs", "en")
    new = merged(base, Additions((Phrasing("travel-costs", "en", "fuel money"),)))
    assert got(new, "travel-costs", "en") == replace(
        before, phrasings=(*before.phrasings, "fuel money")
    )
    assert len(new.entries) == len(base.entries)


def test_a_phrasing_is_of_its_language_only(base: faq.Base) -> None:
    new = merged(base, Additions((Phrasing("travel-costs", "en", "fuel money"),)))
    changed = [entry for entry in new.entries if entry not in base.entries]
    assert [(entry.slug, entry.language) for entry in changed] == [("travel-costs", "en")]


@pytest.mark.parametrize("script", ["sr_Latn", "sr_Cyrl"])
def test_a_phrasing_in_one_script_of_serbian_is_there_in_both(base: faq.Base, script: str) -> None:
    new = merged(base, Additions((Phrasing("travel-costs", script, "pare za benzin"),)))
    for language in ("sr_Latn", "sr_Cyrl"):
        assert got(new, "travel-costs", language).phrasings[-1] == "pare za benzin"
        answer = faq.Index(new).search("паре за бензин", language)
        assert (answer.outcome, answer.hits[0].slug) == (Outcome.ANSWER, "travel-costs")


def test_a_phrasing_that_the_file_has_already_is_there_once(base: faq.Base) -> None:
    again = Phrasing("travel-costs", "en", "travel costs")
    assert merged(base, Additions((again, again))) == base


def test_a_phrasing_of_no_entry_changes_nothing(base: faq.Base) -> None:
    assert merged(base, Additions((Phrasing("no-such-thing", "en", "fuel money"),))) == base


def test_a_phrasing_finds_an_entry_that_its_language_lacks(base: faq.Base) -> None:
    """What staff learn in Turkish for an entry that exists only in others must not be lost."""
    asked = "sokağınızın adı neydi"
    new = merged(base, Additions((Phrasing("where-to-find-us", "tr", asked),)))
    answer = faq.Index(new).search(asked, "tr")
    assert (answer.outcome, answer.hits[0].slug) == (Outcome.ANSWER, "where-to-find-us")


# Entries


def test_an_entry_is_found_at_once_by_its_phrasings(base: faq.Base) -> None:
    added = Additions((Phrasing("parking", "en", "a place for the car"),), (PARKING,))
    new = merged(base, added)
    assert got(new, "parking", "en") == replace(PARKING, phrasings=("a place for the car",))
    answer = faq.Index(new).search("a place for the car", "en")
    assert (answer.outcome, answer.hits[0].slug) == (Outcome.ANSWER, "parking")


def test_an_entry_in_latin_is_there_in_cyrillic_too(base: faq.Base) -> None:
    new = merged(base, Additions(entries=(PARKIRANJE,)))
    assert got(new, "parking", "sr_Latn") == PARKIRANJE
    assert got(new, "parking", "sr_Cyrl") == replace(
        PARKIRANJE,
        language="sr_Cyrl",
        title="Где се паркира?",
        answer="У дворишту; пишите на /pomoc.",
    )


def test_an_entry_in_cyrillic_is_there_in_latin_too(base: faq.Base) -> None:
    cyrillic = replace(
        PARKING, language="sr_Cyrl", title="Љубимци?", answer="Могу. Њихова места су у дворишту."
    )
    new = merged(base, Additions(entries=(cyrillic,)))
    latin = got(new, "parking", "sr_Latn")
    assert (latin.title, latin.answer) == ("Ljubimci?", "Mogu. Njihova mesta su u dvorištu.")


def test_where_the_files_have_the_entry_they_win_and_its_phrasings_stay(base: faq.Base) -> None:
    mine = replace(PARKING, slug="travel-costs", title="Mine")
    new = merged(base, Additions((Phrasing("travel-costs", "en", "fuel money"),), (mine,)))
    entry = got(new, "travel-costs", "en")
    assert entry.title == "Do you pay for the journey?"
    assert entry.phrasings[-1] == "fuel money"


def test_a_new_language_of_an_entry_stands_beside_those_of_the_files(base: faq.Base) -> None:
    turkish = replace(PARKING, slug="where-to-find-us", language="tr", title="Neredesiniz?")
    new = merged(base, Additions(entries=(turkish,)))
    assert got(new, "where-to-find-us", "tr").title == "Neredesiniz?"
    assert got(new, "where-to-find-us", "en") == got(base, "where-to-find-us", "en")


def test_an_entry_of_a_topic_that_is_no_more_can_be_read_nevertheless(base: faq.Base) -> None:
    new = merged(base, Additions(entries=(replace(PARKING, topic="cars"),)))
    assert faq.Topic("cars", "cars") in new.topics("tr")
    assert [entry.slug for entry in new.in_topic("cars", "tr")] == ["parking"]
    assert new.cards == (*base.cards, TopicCard("cars", 0, {"en": "cars"}))


BASE = faq.load(SMALL_BASE)
_SLUGS = st.sampled_from(["travel-costs", "opening-hours", "parking"])
_LANGUAGES = st.sampled_from(["en", "tr", "sr_Latn", "sr_Cyrl"])
_PHRASINGS = st.builds(Phrasing, _SLUGS, _LANGUAGES, st.text(min_size=1, max_size=9))
_ENTRIES = st.builds(
    Entry, _SLUGS, st.just("visits"), _LANGUAGES, st.text(), st.text(), st.just(())
)


@given(st.lists(_PHRASINGS, max_size=5).map(tuple), st.lists(_ENTRIES, max_size=3).map(tuple))
def test_nothing_of_the_files_is_lost_and_nothing_is_there_twice(
    phrasings: tuple[Phrasing, ...], entries: tuple[Entry, ...]
) -> None:
    added = Additions(phrasings, entries)
    new = merged(BASE, added)
    names = [(entry.slug, entry.language) for entry in new.entries]
    assert len(set(names)) == len(names)
    for old, entry in zip(BASE.entries, new.entries, strict=False):
        assert replace(entry, phrasings=old.phrasings) == old
        assert entry.phrasings[: len(old.phrasings)] == old.phrasings
    for phrasing in phrasings:
        known = new.get(phrasing.slug, phrasing.language)
        assert known is None or phrasing.text in known.phrasings
    assert merged(new, added) == new
