"""Words for the same thing are one concept: inflected, in phrases, and across the languages."""

import tomllib
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.fold import fold, searched
from faq.serbian import to_cyrillic
from faq.thesaurus import SHIPPED, Thesaurus, shipped

LANGUAGES = ("sq", "sr_Latn", "tr", "eu", "en")
TERMS = {
    language: tomllib.loads((SHIPPED / f"{language}.toml").read_text("utf-8"))
    for language in LANGUAGES
}
SMALL = Thesaurus(
    {
        "money": ["money", "funds", "pare", "budget line"],
        "office": ["office", "front desk"],
        "late": ["late", "tea"],
    },
    "en",
)


@pytest.mark.parametrize(
    ("words", "concepts"),
    [
        ("where is the money", ["money"]),
        ("official matters", ["office"]),  # a long term's last letter may change: offic-e
        ("moneys", ["money"]),
        ("offices and money", ["office", "money"]),
        ("money funds pare", ["money"]),
        ("the front desk", ["office"]),
        ("front desks", ["office"]),
        ("budget lines", ["money"]),
        ("parents", ["money"]),  # the price of beginnings: pare-nts
    ],
)
def test_words_speak_of_concepts_each_once_and_in_their_order(
    words: str, concepts: list[str]
) -> None:
    assert SMALL.concepts(words) == concepts


@pytest.mark.parametrize(
    "words", ["", "nothing", "mone", "teacher", "lat", "desk front", "front of the desk", "front"]
)
def test_other_words_speak_of_none(words: str) -> None:
    assert SMALL.concepts(words) == []


def test_a_whole_word_is_itself_and_not_the_beginning_of_another() -> None:
    thesaurus = Thesaurus({"report": ["report"], "journalist": ["reporter"]}, "en")
    assert thesaurus.concepts("report") == ["report"]
    assert thesaurus.concepts("reporter") == ["journalist"]
    assert thesaurus.concepts("reporters") == ["journalist"]
    assert thesaurus.concepts("reporting") == ["report"]


def test_terms_are_written_as_people_write_them() -> None:
    thesaurus = Thesaurus({"office": ["Büro", "Kancelarija", "zyrë", "çelës-mbajtës"]}, "tr")
    for text in ("buro", "канцеларија", "ZYRË", "çelës mbajtësi"):
        assert thesaurus.concepts(fold(text)) == ["office"]


@given(
    st.lists(
        st.sampled_from(["money", "fund", "office", "front", "desk", "late", "budget", "line", "x"])
    )
)
def test_more_words_never_say_less(words: list[str]) -> None:
    text = " ".join(words)
    concepts = SMALL.concepts(text)
    assert len(set(concepts)) == len(concepts)
    assert set(concepts) <= set(SMALL.concepts(f"{text} and late money"))


# The shipped lists


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_term_speaks_of_its_concept(language: str) -> None:
    """A term that stands under two concepts would speak for the first one only."""
    mute = [
        (concept, term)
        for concept, terms in TERMS[language].items()
        for term in terms
        if concept not in shipped(language).concepts(searched(fold(term), language))
    ]
    assert mute == []


@pytest.mark.parametrize(
    "asked",
    [
        {"sq": "para", "sr_Latn": "novca", "tr": "para", "eu": "dirua", "en": "money"},
        {"sq": "afati", "sr_Latn": "rok", "tr": "son tarih", "eu": "epea", "en": "deadline"},
        {"sq": "zyra", "sr_Latn": "kancelarija", "tr": "ofis", "eu": "bulegoa", "en": "office"},
        {
            "sq": "vullnetare",
            "sr_Latn": "volonteri",
            "tr": "gönüllüler",
            "eu": "boluntarioak",
            "en": "volunteers",
        },
    ],
)
def test_the_same_thing_is_the_same_concept_in_every_language(asked: dict[str, str]) -> None:
    found = [set(shipped(language).concepts(fold(text))) for language, text in asked.items()]
    assert set.intersection(*found), found


@pytest.mark.parametrize(("one", "other"), list(combinations(LANGUAGES, 2)))
def test_most_concepts_are_known_in_any_two_languages(one: str, other: str) -> None:
    shared = TERMS[one].keys() & TERMS[other].keys()
    assert len(shared) >= 0.8 * min(len(TERMS[one]), len(TERMS[other]))


def test_both_scripts_of_serbian_share_one_list() -> None:
    text = "kada ističe rok za izveštaj o novcu"
    concepts = shipped("sr_Latn").concepts(fold(text))
    assert {"money", "deadline"} <= set(concepts)
    assert shipped("sr_Cyrl").concepts(fold(to_cyrillic(text))) == concepts


def test_a_language_without_a_list_knows_no_concepts() -> None:
    assert shipped("de").concepts("geld money") == []
