"""Tags, invisible and turning characters in names and titles, wherever these are shown."""

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from telegram import Message

from desk.incoming import Kind
from desk.languages import Language
from desk.names import shown
from handlers.incoming import incoming
from handlers.views import pages
from handlers.views.html import plain
from tests.hosts import MONDAY, SATURDAY, asking, published, signed_up
from tests.mentors import listed
from tests.people import Member, Staff
from tests.scenarios.test_finding import document, file_of
from tests.scenarios.test_hours import at
from tests.scenarios.test_mydata import exported
from tests.world import CATALOGUES, World

TAGS = "<b>Arta</b><a href='tg://user?id=1'>x</a>&amp;%(name)s<script>"
ESCAPED = "&lt;b&gt;Arta"
HIDDEN = "Arta\u202e\u2066\n\x00\x1b[31m\u2028<i>"


def raw_in(call: dict[str, Any]) -> bool:
    """Whether a name has become a tag, in what is shown as HTML."""
    params = call["params"]
    words = f"{params.get('text', '')}{params.get('caption', '')}"
    return params.get("parse_mode") == "HTML" and ("<b>Arta" in words or "tg://user?id=1'" in words)


async def talked(world: World) -> tuple[Member, Staff, int]:
    """A member and staff who are called so, in a request with an organisation called so."""
    arta = await world.member(TAGS, Language.EN)
    drita = await world.owner(TAGS)
    thread = await arta.ticket(TAGS)
    await drita.says(TAGS, thread)
    await drita.says(f"/organisation {TAGS}", thread)
    for command in (
        "claim",
        "history",
        "find arta",
        "queue",
        "who",
        "list",
        "mine",
        "solve " + TAGS,
    ):
        await drita.says(f"/{command}", thread)
    for command in ("/tickets", "/profile", "/mydata", f"/find {TAGS}", "/start"):
        await arta.says(command)
    return arta, drita, thread


@pytest.mark.parametrize(
    ("offset", "length"),
    [(1, 1), (0, 1), (-1, 3), (0, -1), (10**9, 1), (0.5, 1), ("0", 1), (3, 3)],
)
def test_words_are_read_whole_though_their_formatting_is_of_places_that_are_not_there(
    offset: Any, length: Any
) -> None:
    words = "👍 <i> & 👍👍"
    entity = {"type": "bold", "offset": offset, "length": length}
    chat = {"id": 1, "type": "private", "first_name": "Arta"}
    message = {"message_id": 1, "date": 1, "chat": chat, "text": words, "entities": [entity]}
    read = incoming(Message.de_json(message, None), Kind.TEXT)
    assert plain(read.html) == read.plain == words
    assert offset != 3 or "<b>" in read.html


async def test_tags_in_names_in_everything_that_is_said_of_a_request(small_world: World) -> None:
    await talked(small_world)
    calls = await small_world.calls()
    assert [call for call in calls if raw_in(call)] == []
    assert len([c for c in calls if ESCAPED in str(c["params"].get("text", ""))]) > 5
    assert [
        c["description"] for c in calls if "can't parse entities" in str(c["description"])
    ] == []


async def test_tags_in_names_in_the_pages_that_are_sent_as_files(small_world: World) -> None:
    arta, drita, thread = await talked(small_world)
    await drita.says("/ticket 1", thread)
    await drita.presses_on(await drita.told(thread), "As a file")
    page = await file_of(small_world, await document(drita, thread))
    mine, _json = await exported(arta)
    for one in (page, mine):
        assert TAGS.split("%", 1)[0].split("<a", 1)[0] in plain(one)
        assert tags_in(one) <= tags_in(pages.page("", pages.facts([]), arta.texts)) | ALLOWED


ALLOWED = {"article", "h2", "bdi", "time", "p", "span", "details", "summary", "section", "li", "dl",
    "dt", "dd", "h3", "br"}  # fmt: skip


def tags_in(page: str) -> set[str]:
    class Tags(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: set[str] = set()

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found.add(tag)
            assert not [name for name, _ in attrs if name.startswith("on") or name == "href"]

    parser = Tags()
    parser.feed(page)
    return parser.found


async def test_tags_in_events_mentors_and_those_who_come(small_world: World) -> None:
    world = small_world
    await at(world, MONDAY)
    drita = await world.owner(TAGS)
    said = {"en": TAGS}
    event = await published(
        world, title=said, about=said, donor=said, region=TAGS, terms=asking(seats=9)
    )
    await listed(world, TAGS, about=said)
    arta = await world.member(TAGS, Language.EN)
    await signed_up(arta, event)
    for command in ("/events", "/mentor", "/sessions", "/me", "/topics"):
        await arta.says(command)
    await at(world, SATURDAY)
    number = event.id
    for word in ("checkin", "attendance", "event"):
        await drita.says(f"/{word} {number}")
    for words in (f"checkin {number} arta", f"checkin {number} + {TAGS}", "events", "mentors"):
        await drita.says(f"/{words}")
    calls = await world.calls()
    assert [call for call in calls if raw_in(call)] == []
    assert len([c for c in calls if ESCAPED in str(c["params"])]) > 5


async def test_a_name_that_turns_the_line_or_is_not_seen(small_world: World) -> None:
    arta = await small_world.member(HIDDEN, Language.EN)
    blank = await small_world.member("\u200b\u3164", Language.EN)
    besa = await small_world.staff()
    first = await besa.card(await arta.ticket("Ndihmë"))
    second = await besa.card(await blank.ticket("Ndihmë"))
    assert "Arta" in first.text
    assert not set(first.text) & set("\u202e\u2066\x00\x1b\u2028")
    assert "—" in second.text


@pytest.mark.parametrize(
    ("chosen", "seen"),
    [
        ("Arta", "Arta"),
        ("Đorđe Šćepanović-Љ", "Đorđe Šćepanović-Љ"),
        ("👩🏽‍💻 Zana", "👩🏽‍💻 Zana"),
        ("محمد", "محمد"),
        ("Besa\u202egro.ajnil", "Besagro.ajnil"),
        ("a\r\nb\tc", "a  b c"),
        ("\u2066\u2069", "—"),
        ("", "—"),
        (" \u3164\u200b", "—"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("list\x00.pdf\u202efdp.exe", "list .pdffdp.exe"),
    ],
)
def test_names_are_shown_as_they_are_but_for_what_harms_others(chosen: str, seen: str) -> None:
    assert shown(chosen) == seen


@given(st.text())
@example("\ud800\u202e\u0300")
def test_every_name_has_one_line_and_is_seen(chosen: str) -> None:
    name = shown(chosen)
    assert name
    assert len(name.splitlines()) == 1
    assert shown(name) == name
    assert 0 < len(name) <= 130


def test_a_placeholder_in_a_name_is_no_placeholder() -> None:
    _ = CATALOGUES.texts(Language.EN)
    told = _("Hello, %(name)s and %(other)s", name="%(other)s", other="<b>")
    assert str(told) == "Hello, %(other)s and &lt;b&gt;"
