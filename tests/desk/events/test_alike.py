"""Proposals that say the same are found, and those of other things are not: a small list."""

import pytest

from desk.events.alike import ALIKE, alike, likeness, named
from desk.events.themes import Theme
from desk.languages import Language
from handlers.views.events.words import THEMES
from tests.world import CATALOGUES

SAME = [
    ("How do we start a social enterprise?", "Starting social enterprises with young people"),
    ("Accessible buildings for wheelchairs", "Making our building accessible"),
    ("Si të nisim një ndërmarrje sociale?", "Ndermarrjet sociale: si nisen"),
    ("Mbledhja e mbeturinave në Korçë", "Mbeturinat ne qytet dhe mbledhja e tyre"),
    ("Kako osnovati socijalno preduzeće", "Osnivanje socijalnog preduzeća"),
    ("Како основати социјално предузеће", "Osnivanje socijalnog preduzeca"),
    ("Razmena dobrih praksi", "razmjena dobre prakse"),
    ("Sosyal girişim nasıl kurulur?", "Sosyal girişimcilik: girişim kurmak"),
    ("Engelli çocuklar için eğitim", "Engelli çocukların eğitimi"),
    ("Gizarte-ekintzailetza nola hasi", "Gizarte ekintzailetza hastea"),
    ("Irisgarritasuna eraikinetan", "Eraikinen irisgarritasuna"),
    ("Fundraising from local firms", "How to raise funds: local fundraising"),
]
OTHER = [
    ("How do we start a social enterprise?", "How do we keep volunteers?"),
    ("Accessible buildings for wheelchairs", "Waste in our town"),
    ("Si të nisim një ndërmarrje sociale?", "Si të shkruajmë një projekt?"),
    ("Mbledhja e mbeturinave në Korçë", "Kujdesi për të moshuarit në Korçë"),
    ("Kako osnovati socijalno preduzeće", "Kako pisati predlog projekta"),
    ("Razmena dobrih praksi", "Zaštita životne sredine"),
    ("Sosyal girişim nasıl kurulur?", "Bütçe nasıl hazırlanır?"),
    ("Engelli çocuklar için eğitim", "Gönüllüler için sigorta"),
    ("Gizarte-ekintzailetza nola hasi", "Aurrekontua nola egin"),
    ("Irisgarritasuna eraikinetan", "Berdintasuna erakundeetan"),
    ("Fundraising from local firms", "Working with local schools"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_says_the_same_is_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE
    assert likeness(other, one) == likeness(one, other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_says_something_else_is_not(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


def test_the_likest_come_first_and_no_more_than_asked_for() -> None:
    known = {1: "Waste in towns", 2: "Waste in small towns", 3: "Budgets", 4: "Towns and waste"}
    assert alike("waste in small towns", known, 2) == [2, 1]
    assert alike("Gender", known, 2) == []
    assert alike("…", known, 2) == []


def test_a_theme_is_guessed_from_its_name_in_other_forms() -> None:
    for language, words, theme in (
        (Language.EN, "Caring for elderly people at home", Theme.ELDERLY),
        (Language.EN, "Where do towns bring their waste?", Theme.WASTE),
    ):
        names = {one: (CATALOGUES.texts(language).label(name),) for one, name in THEMES.items()}
        assert named(words, names)[:1] == [theme]
        assert named("Hello to everybody", names) == []
