"""Search in tickets: which words are looked for, and what is shown of a text."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.finding import (
    COUNTED,
    Finding,
    Piece,
    Speech,
    Word,
    number_in,
    piece,
    sought_in,
    text_of,
    words_of,
)
from desk.incoming import Kind
from desk.messages import Author, Message
from desk.ticket import Ticket
from tests.desk.stores import MORNING, KnownTickets, ticket_of


@dataclass
class KnownWords:
    """Finds these numbers whatever is looked for, and knows these messages of every ticket."""

    numbers: Sequence[int]
    messages: Sequence[Message] = ()
    asked: list[int] = field(default_factory=list)
    renewed: list[int] = field(default_factory=list)

    async def find(self, sought: Sequence[str], most: int, group: str | None = None) -> list[int]:
        assert sought
        assert group is None
        return list(self.numbers)[:most]

    async def said(self, ticket_ids: Sequence[int], most: int) -> dict[int, Speech]:
        self.asked += ticket_ids
        newest = tuple(message.html for message in reversed(self.messages))[:most]
        return {number: Speech("Arta", newest) for number in ticket_ids}

    async def renew(self, ticket_id: int) -> None:
        self.renewed.append(ticket_id)

    async def everything(self, ticket_id: int, most: int) -> list[Message]:
        assert ticket_id
        return list(self.messages)[-most:]


def said(html: str, author: Author = Author.MEMBER) -> Message:
    return Message(0, 7, author, "Arta", Kind.TEXT, html, sent_at=MORNING)


def finding(words: KnownWords, *tickets: Ticket) -> Finding:
    known = KnownTickets().having(*tickets)
    return Finding(words, words, known)


def shown(found: Piece) -> str:
    """With brackets around what was looked for."""
    return " ".join(f"[{word.text}]" if word.is_sought else word.text for word in found)


async def shown_of(words: str, *messages: Message) -> str:
    known = KnownWords([7], messages)
    (hit,) = (await finding(known, ticket_of()).find(words)).hits
    return shown(hit.piece)


# Words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Građani i građanke", "gradani i gradanke"),
        ("gradjani", "gradani"),
        ("Грађани", "gradani"),
        ("ÇËSHTJE", "ceshtje"),
        ("IŞIK ışık", "isik isik"),
        ("e-mail: a@b.org", "e mail a b org"),
    ],
)
def test_one_word_however_it_is_typed(typed: str, kept: str) -> None:
    assert " ".join(words_of(typed)) == kept


def test_nobody_looks_for_endless_words() -> None:
    assert sought_in("a " * 50 + "b") == ("a", "b")
    assert len(sought_in(" ".join(map(str, range(50))))) == 8
    assert sought_in("x" * 5000) == ("x" * 40,)
    assert sought_in("?! …") == ()


@given(st.text())
def test_what_is_looked_for_has_nothing_that_an_index_reads_as_a_sign(words: str) -> None:
    assert all(word.isalnum() for word in sought_in(words))


@pytest.mark.parametrize(
    ("words", "number"),
    [("#12", 12), (" 12 ", 12), ("12 x", None), ("", None), ("#", None), ("٣", None)],
)
def test_a_number_is_told_from_words(words: str, number: int | None) -> None:
    assert number_in(words) == number


def test_a_number_that_no_row_can_have_is_no_number() -> None:
    assert number_in("9" * 19) is None


def test_html_is_read_as_what_it_says() -> None:
    html = '<b>R</b>aport &lt;1&gt; <a href="https://example.org/secret">këtu</a>'
    assert text_of(html) == "Raport <1> këtu"


# Pieces


def test_a_piece_shows_the_words_with_some_around_them() -> None:
    text = "një dy tre katër pesë gjashtë buxheti shtatë " + "tetë " * 60
    found = shown(piece(text, ("buxhet",)))
    assert found.startswith("… tre katër pesë gjashtë [buxheti] shtatë tetë")
    assert found.endswith("tetë …")
    assert len(found) < 160


def test_a_short_text_is_shown_whole() -> None:
    assert shown(piece("Na duhet <buxheti>!", ("buxheti",))) == "Na duhet [<buxheti>!]"


def test_two_letters_are_no_beginning() -> None:
    assert piece("europa", ("eu",)) == ()
    assert piece("EU europa", ("eu",)) == (Word("EU", is_sought=True), Word("europa", False))


def test_an_endless_word_is_cut() -> None:
    assert len(shown(piece("buxheti" * 500, ("buxheti",)))) < 60


@given(st.text(), st.text())
def test_a_piece_never_breaks(text: str, words: str) -> None:
    found = piece(text, sought_in(words))
    assert not found or any(word.is_sought for word in found)


async def test_the_message_that_holds_most_of_the_words_is_shown_of_equals_the_newest() -> None:
    messages = (said("raporti i madh"), said("raporti"), said("raporti 2"))
    assert await shown_of("raport", *messages) == "[raporti] 2"
    assert await shown_of("raport madh", *messages) == "[raporti] i [madh]"


async def test_where_no_message_holds_it_the_name_is_shown_if_it_does() -> None:
    assert await shown_of("arta", said("raporti")) == "[Arta]"
    assert await shown_of("subject", said("raporti")) == ""


# Tickets


async def test_nothing_is_shown_of_a_sensitive_ticket() -> None:
    secret = replace(ticket_of(), sensitive=True)
    words = KnownWords([7], [said("raporti")])
    found = await finding(words, secret).find("raporti")
    assert [(hit.ticket, hit.piece) for hit in found.hits] == [(secret, ())]
    assert words.asked == []


@pytest.mark.parametrize(
    ("there", "hits", "more", "is_cut"),
    [
        (0, 0, 0, False),
        (10, 10, 0, False),
        (12, 10, 2, False),
        (COUNTED, 10, COUNTED - 10, False),
        (COUNTED + 1, 10, COUNTED - 10, True),
    ],
)
async def test_ten_are_shown_and_the_others_counted_up_to_a_point(
    there: int, hits: int, more: int, is_cut: bool
) -> None:
    numbers = range(there, 0, -1)
    tickets = [ticket_of(number=number) for number in numbers]
    found = await finding(KnownWords(numbers), *tickets).find("raporti")
    assert [hit.ticket.id for hit in found.hits] == list(numbers)[:hits]
    assert (found.more, found.is_cut) == (more, is_cut)


async def test_where_there_is_no_word_nothing_is_found() -> None:
    assert (await finding(KnownWords([7]), ticket_of()).find("?!")).hits == ()


async def test_a_ticket_is_read_with_its_notes() -> None:
    messages = [said("raporti"), said("shënim", Author.NOTE)]
    assert await finding(KnownWords([7], messages)).messages(ticket_of()) == messages


async def test_a_ticket_that_says_something_else_is_found_by_that() -> None:
    words = KnownWords([7])
    await finding(words).renew(ticket_of())
    assert words.renewed == [7]
