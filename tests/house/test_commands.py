"""Command words: each means one thing, and Telegram takes it."""

import re
from collections import Counter

from desk.languages import Language
from handlers import FEATURES
from handlers.routing import OnCommand, Side
from handlers.texts import Catalogues
from handlers.views import menus

_WORD = re.compile(r"[a-z0-9_]{1,32}")  # Bot API, BotCommand
TEXTS = Catalogues().texts


def words(side: Side) -> list[str]:
    routes = [route for feature in FEATURES for route in feature if isinstance(route, OnCommand)]
    return [word for route in routes if route.side is side for word in route.words]


def shown() -> set[str]:
    """Every word that a menu offers to members, and to mentors."""
    own = [menus.mentor(TEXTS(language)) for language in Language]
    return {entry["command"] for menu in own for entry in menu}


def test_no_word_means_two_things() -> None:
    for side in Side:
        assert [word for word, times in Counter(words(side)).items() if times > 1] == []


def test_few_words_are_on_both_sides_and_are_about_the_same_there() -> None:
    """Whoever works at the desk may have learnt them as a member."""
    shared = {"help", "language", "mentor", "sessions", "ticket", "topics"}
    assert set(words(Side.MEMBER)) & set(words(Side.STAFF)) == shared


def test_telegram_takes_every_word() -> None:
    every = {*words(Side.MEMBER), *words(Side.STAFF), *shown()}
    assert [word for word in every if not _WORD.fullmatch(word)] == []


def test_every_word_that_a_menu_offers_leads_somewhere() -> None:
    assert shown() <= set(words(Side.MEMBER))
    offered = {entry["command"] for entry in menus.staff(TEXTS(Language.EN))}
    assert offered <= set(words(Side.STAFF))


def test_help_tells_each_command_of_the_menu_once() -> None:
    told = [word for page in menus.PAGES for _name, words in page for word in words]
    assert sorted(told) == sorted(word for word, _text in menus.STAFF)


def test_every_menu_offers_the_same_actions() -> None:
    routes = [route for feature in FEATURES for route in feature if isinstance(route, OnCommand)]
    members = [route for route in routes if route.side is Side.MEMBER]
    action = {word: route.action for route in members for word in route.words}
    english = [action[entry["command"]] for entry in menus.member(TEXTS(Language.EN))]
    for language in Language:
        menu = menus.member(TEXTS(language))
        assert [action[entry["command"]] for entry in menu] == english
        assert len({entry["command"] for entry in menu}) == len(menu)


def test_a_mentors_menu_has_one_command_more() -> None:
    for language in Language:
        own, members = menus.mentor(TEXTS(language)), menus.member(TEXTS(language))
        assert own[1:] == members
        assert own[0]["command"] in ("hours", *menus.HOURS)


def test_enter_sends_what_was_typed_and_no_longer_command() -> None:
    """Clients offer the commands that begin as typed, in the menu's order, and Enter sends the
    first: were /release before /r, whoever wants a reply would let the request go.
    """
    for language in Language:
        for kind in (menus.member, menus.mentor, menus.staff):
            offered = [entry["command"] for entry in kind(TEXTS(language))]
            for place, word in enumerate(offered):
                assert not [earlier for earlier in offered[:place] if earlier.startswith(word)]


def test_telegram_takes_every_description() -> None:
    """BotCommand: 1 to 256 characters."""
    for language in Language:
        for entry in (*menus.mentor(TEXTS(language)), *menus.staff(TEXTS(language))):
            assert 1 <= len(entry["description"]) <= 256


def test_telegram_takes_the_profile() -> None:
    """Bot API: setMyName 64, setMyShortDescription 120, setMyDescription 512 characters."""
    for language in Language:
        _ = TEXTS(language)
        assert 1 <= len(menus.name(_)) <= 64
        assert 1 <= len(menus.short_description(_)) <= 120
        assert 1 <= len(menus.description(_)) <= 512
