"""Words that are corrected and words that are taken back."""

from dataclasses import replace

import pytest

from desk.errors import NothingToUndo
from desk.incoming import Media, MessageRef
from desk.messages import Author, Changed, Edit, Message, Messages
from tests.desk.stores import MORNING, KnownMessages, later, sent, ticket_of

TICKET = ticket_of()
PHOTO = Media("photo", "file-1", "unique-1")


@pytest.fixture
def messages() -> Messages:
    return Messages(KnownMessages())


async def reply(messages: Messages, message_id: int) -> Message:
    return await messages.add(TICKET, Author.STAFF, "Besa", sent(message_id))


async def test_a_message_holds_what_was_sent(messages: Messages) -> None:
    message = await messages.add(TICKET, Author.MEMBER, "Arta", sent(3, media=PHOTO))
    assert (message.ticket_id, message.author_name, message.html) == (TICKET.id, "Arta", "Tung")
    assert (message.original, message.media) == (MessageRef(1, 3), PHOTO)
    assert await messages.find(MessageRef(1, 3)) == message
    assert await messages.find(None) is None


async def test_an_edit_keeps_what_stood_there_before(messages: Messages) -> None:
    message = await reply(messages, 3)
    changed = await messages.edit(sent(3, html="Tungjatjeta"), later(hours=1))
    edits = (Edit("Tung", "2026-11-22T10:00:00+00:00"),)
    assert changed == Changed(replace(message, html="Tungjatjeta", edits=edits), swapped=False)
    again = await messages.edit(sent(3, html="Mirëdita"), later(hours=2))
    assert again is not None
    assert [edit.html for edit in again.message.edits] == ["Tung", "Tungjatjeta"]
    assert await messages.find(MessageRef(1, 3)) == again.message


async def test_an_edit_that_changes_nothing_we_keep_is_none(messages: Messages) -> None:
    await messages.add(TICKET, Author.MEMBER, "Arta", sent(3, media=PHOTO))
    same = replace(PHOTO, file_id="file-2")  # the same file may come under another id
    assert await messages.edit(sent(3, media=same), MORNING) is None
    assert await messages.edit(sent(4, html="Tjetër"), MORNING) is None


async def test_another_file_under_the_same_words_is_a_change(messages: Messages) -> None:
    await messages.add(TICKET, Author.MEMBER, "Arta", sent(3, media=PHOTO))
    other = Media("video", "file-2", "unique-2")
    changed = await messages.edit(sent(3, media=other), MORNING)
    assert changed is not None
    assert (changed.swapped, changed.message.media) == (True, other)


async def test_a_file_beside_words_that_had_none_is_a_change(messages: Messages) -> None:
    await messages.add(TICKET, Author.MEMBER, "Arta", sent(3))
    changed = await messages.edit(sent(3, media=PHOTO), MORNING)
    assert changed is not None
    assert changed.swapped


async def test_an_edit_of_a_copy_is_nobodys(messages: Messages) -> None:
    await reply(messages, 3)
    await messages.copied(MessageRef(1, 3), MessageRef(1, 50))
    assert await messages.edit(sent(50, html="Tjetër"), MORNING) is None


async def test_without_a_word_on_which_the_last_reply_is_taken_back(messages: Messages) -> None:
    first, second = await reply(messages, 3), await reply(messages, 4)
    for meant in (second, first):
        undone = await messages.undo(TICKET, None, later(hours=1))
        assert undone == replace(meant, recalled_at=later(hours=1))
    with pytest.raises(NothingToUndo):
        await messages.undo(TICKET, None, later(hours=1))


async def test_the_reply_meant_is_taken_back_once(messages: Messages) -> None:
    first, _ = await reply(messages, 3), await reply(messages, 4)
    assert (await messages.undo(TICKET, first.original, MORNING)).id == first.id
    with pytest.raises(NothingToUndo):
        await messages.undo(TICKET, first.original, MORNING)


async def test_nobody_takes_back_what_is_not_staffs_or_not_of_this_ticket(
    messages: Messages,
) -> None:
    await messages.add(TICKET, Author.MEMBER, "Arta", sent(3))
    await messages.add(TICKET, Author.NOTE, "Besa", sent(4))
    await messages.add(ticket_of(number=8), Author.STAFF, "Besa", sent(5))
    for message_id in (3, 4, 5, 99):
        with pytest.raises(NothingToUndo):
            await messages.undo(TICKET, MessageRef(1, message_id), MORNING)


async def test_a_line_of_the_bots_own_is_found_by_its_copy_alone(messages: Messages) -> None:
    await messages.add_line(TICKET.id, "Ju përgjigjemi", MessageRef(1, 60), MORNING)
    line = await messages.find(MessageRef(1, 60))
    assert line is not None
    assert (line.author, line.original, line.ticket_id) == (Author.LINE, None, TICKET.id)
    assert await messages.last(TICKET) == []
