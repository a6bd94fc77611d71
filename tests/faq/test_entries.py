"""The shipped entries are whole in every language, short enough for a phone, and findable."""

import re
from collections import defaultdict

import pytest

import faq
from handlers.views.markdown import to_html

LANGUAGES = ("en", "eu", "sq", "sr_Cyrl", "sr_Latn", "tr")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
SETTINGS = {"office_name", "office_hours", "office_contact"}
LINK = re.compile(r"\]\(([^)]*)\)")


def test_every_entry_exists_in_every_language(shipped: faq.Base) -> None:
    found = defaultdict(set)
    for entry in shipped.entries:
        found[entry.slug].add(entry.language)
    assert {slug: sorted(set(LANGUAGES) - have) for slug, have in found.items()} == {
        slug: [] for slug in found
    }


def test_every_topic_has_a_title_of_its_own_in_every_language(shipped: faq.Base) -> None:
    for card in shipped.cards:
        assert set(card.titles) == set(LANGUAGES), card.slug
    for language in LANGUAGES:
        titles = [topic.title for topic in shipped.topics(language)]
        assert len(set(titles)) == len(titles) == len(shipped.cards)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_sixty_entries_at_least(shipped: faq.Base, language: str) -> None:
    assert len({entry.slug for entry in shipped.in_language(language)}) >= 60


def test_people_type_a_question_in_at_least_six_ways(shipped: faq.Base) -> None:
    few = [
        (entry.slug, entry.language)
        for entry in shipped.entries
        if len({faq.fold(text) for text in entry.phrasings} - {faq.fold(entry.title), ""}) < 6
    ]
    assert few == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_some_people_type_without_diacritics(shipped: faq.Base, language: str) -> None:
    """English has none, and in Cyrillic nobody can leave them out."""
    if language in ("en", "sr_Cyrl"):
        return
    said = [text for entry in shipped.in_language(language) for text in entry.phrasings]
    assert sum(text.isascii() for text in said) >= len(shipped.in_language(language))


def test_titles_fit_on_a_button_and_answers_on_a_screen(shipped: faq.Base) -> None:
    long = [
        (entry.slug, entry.language)
        for entry in shipped.entries
        if len(entry.title) > 60 or len(entry.answer) > 900
    ]
    assert long == []


def test_slugs_fit_into_a_button(shipped: faq.Base) -> None:
    """callback_data holds 64 bytes (Bot API), with a prefix and a number beside the slug."""
    assert [entry.slug for entry in shipped.entries if len(entry.slug) > 40] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_entries_share_a_phrasing_or_a_title(shipped: faq.Base, language: str) -> None:
    owners = defaultdict(set)
    for entry in shipped.in_language(language):
        for text in (entry.title, *entry.phrasings):
            owners[faq.fold(text)].add(entry.slug)
    assert {text: slugs for text, slugs in owners.items() if len(slugs) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_and_phrasing_finds_its_entry(
    shipped: faq.Base, shipped_index: faq.Index, language: str
) -> None:
    lost = []
    for entry in shipped.in_language(language):
        for text in (entry.title, *entry.phrasings):
            answer = shipped_index.search(text, language)
            if answer.outcome is not faq.Outcome.ANSWER or answer.hits[0].slug != entry.slug:
                lost.append((entry.slug, text))
    assert lost == []


def test_translations_keep_tags_in_number_and_the_same_neighbours(shipped: faq.Base) -> None:
    for entry in shipped.entries:
        english = shipped.get(entry.slug, "en")
        assert english is not None
        assert set(entry.related) == set(english.related), (entry.slug, entry.language)
        assert entry.topic == english.topic


def test_placeholders_are_known_and_the_same_in_every_language(shipped: faq.Base) -> None:
    for entry in shipped.entries:
        english = shipped.get(entry.slug, "en")
        assert english is not None
        used = sorted(PLACEHOLDER.findall(entry.answer))
        assert used == sorted(PLACEHOLDER.findall(english.answer)), (entry.slug, entry.language)
        assert set(used) <= SETTINGS
        assert "%(" not in PLACEHOLDER.sub("", entry.answer), (entry.slug, entry.language)


def test_answers_link_to_the_same_places_in_every_language(shipped: faq.Base) -> None:
    for entry in shipped.entries:
        english = shipped.get(entry.slug, "en")
        assert english is not None
        assert LINK.findall(entry.answer) == LINK.findall(english.answer)


def test_answers_leave_no_markdown_behind(shipped: faq.Base) -> None:
    for entry in shipped.entries:
        shown = PLACEHOLDER.sub("", to_html(entry.answer))
        assert not re.search(r"\*\*|__|`|\]\(|^#|^\||<(?!/?(b|i|code|a|blockquote)\b)", shown), (
            entry.slug,
            entry.language,
        )
