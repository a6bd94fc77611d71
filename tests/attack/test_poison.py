"""Spoilt updates through both doors, and what would poison a table for whoever reads it later."""

import json
from collections.abc import AsyncIterator
from itertools import islice
from random import Random
from typing import Any

import pytest
from pydantic_core import PydanticSerializationError
from sqlalchemy import text, update
from telegram import Update

from bench.fuzz_doors import Polling, polling, posting
from bot.sound import is_sound
from bot.wire import parsed
from desk.incoming import MessageRef
from desk.languages import Language
from desk.outgoing import Call, Chat, Parcel, Relay
from storage.database import Database
from storage.outbox import OutboxRows
from storage.schema import outbox
from tests.attack.surface import PAYLOADS, commands, pressed
from tests.schema.generator import Knobs, updates
from tests.schema.mutations import SPELLINGS, TREES, Mutant, mutants
from tests.storage.rows import MORNING
from tests.world import World

EACH = 4  # updates of each kind of wrong


def spoilt(seed: int, known: Knobs) -> list[Mutant]:
    """Of each kind some, in one stream with the ids rising."""
    kinds = len(TREES) + len(SPELLINGS)
    return list(mutants(seed, updates(seed, EACH * kinds, known)))


async def knobs(world: World, seed: int) -> Knobs:
    """People, a topic and buttons that are there."""
    arta, besa = await world.member("Arta", Language.EN), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    return Knobs(
        people=(arta.id, besa.id),
        chats=(world.group_id,),
        threads=(thread,),
        known=0.9,
        bot_id=world.box.world.bot.id,
        buttons=pressed(Random(seed), each=1),
        commands=commands(),
        payloads=PAYLOADS,
        first_update_id=10_000_000,
    )


@pytest.fixture
async def polled(world: World) -> AsyncIterator[tuple[World, Polling, Knobs]]:
    """A line that asks a Telegram which says what it likes."""
    known = await knobs(world, 3)
    await world.close()
    async with polling(world.box) as telegram:
        world.telegram = telegram.url
        await world.open()
        yield world, telegram, known
        await world.close()


async def test_spoilt_updates_of_every_kind_do_not_hold_up_those_behind_them(
    polled: tuple[World, Polling, Knobs],
) -> None:
    world, telegram, known = polled
    several = [one for one in spoilt(3, known) if one.may_be_polled]
    assert len({one.kind for one in several}) > 15
    async with world.patience(60):
        await telegram.bring(several)
        whole = list(islice(updates(4, 40, known), 40))
        last = several[-1].number
        await telegram.bring([valid(one, last + 1 + place) for place, one in enumerate(whole)])
        await world.quiet()
    assert not telegram.stuck
    assert await numbers_of_the_dead(world) <= {one.number for one in several}
    assert await said_by_somebody_new(world, telegram, last + 100)


async def test_spoilt_updates_posted_are_taken_in_or_turned_away_and_none_comes_again(
    webhook_world: World,
) -> None:
    several = spoilt(5, await knobs(webhook_world, 5))
    async with posting(webhook_world.hook) as telegram, webhook_world.patience(60):
        await telegram.bring(several)
        await webhook_world.quiet()
    assert not telegram.stuck
    assert 0 < telegram.refused.total() < len(several) / 2
    arta = await webhook_world.member("Zana", Language.EN)
    await arta.says("/help")
    assert "/faq" in (await arta.last()).text


def valid(tree: dict[str, Any], number: int) -> Mutant:
    tree.get("message", {}).pop("migrate_to_chat_id", None)
    return Mutant("valid", json.dumps({**tree, "update_id": number}).encode(), number)


async def numbers_of_the_dead(world: World) -> set[int]:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        query = text("SELECT update_id FROM inbox WHERE dead_at IS NOT NULL")
        return set(await tx.scalars(query))


async def said_by_somebody_new(world: World, telegram: Polling, number: int) -> bool:
    """Whether they are answered."""
    user = {"id": 5, "is_bot": False, "first_name": "Zana"}
    chat = {"id": 5, "type": "private", "first_name": "Zana"}
    message = {"message_id": 1, "date": 1_795_305_600, "chat": chat, "from": user, "text": "/start"}
    entity = {"type": "bot_command", "offset": 0, "length": 6}
    await telegram.bring([valid({"message": {**message, "entities": [entity]}}, number)])
    calls = await world.calls("sendMessage")
    return any(call["params"]["chat_id"] == 5 for call in calls)


async def test_a_kind_of_update_whose_name_is_as_long_as_a_book_is_told_of_in_a_word(
    small_world: World,
) -> None:
    """It stands in the message to staff, and in a table by which it is told once."""
    besa = await small_world.staff()
    broken = {"message_id": 99, "date": "now", "chat": {"id": 5, "type": "private"}}
    for name in ("k" * 100_000, "<b>", "\x00", "of tomorrow"):
        update = {name: {}, "message": broken}
        small_world.box.world.updates.inject(update)
    told = [m.text for m in await besa.general() if "unknown" in m.text]
    assert len(told) == 1
    assert len(told[0]) < 500


async def test_an_update_that_cannot_even_be_told_of_is_set_aside_in_silence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The apology may fail for the same reason as the update did."""
    from handlers import trouble

    async def fails(*_: Any) -> None:
        raise OverflowError

    arta = await world.member("Arta", Language.EN)
    monkeypatch.setattr(trouble, "update_set_aside", fails)
    broken = {"message_id": 99, "date": "now", "chat": {"id": arta.id, "type": "private"}}
    world.box.world.updates.inject({"message": broken})
    await arta.says("/help")
    assert "/faq" in (await arta.last()).text
    assert len(await numbers_of_the_dead(world)) == 1


# What would be written down

MESSAGE = {
    "message_id": 1, "date": 1, "text": "Tung",
    "chat": {"id": 5, "type": "private", "first_name": "A"},
    "from": {"id": 5, "is_bot": False, "first_name": "A"},
}  # fmt: skip
WRONG: list[Any] = [None, 1.5, True, "5", [5], {"id": 5}, float("nan"), 2**63, -(2**64)]


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(
    "path", ["message_id", "chat.id", "from.id", "message_thread_id", "reply_to_message.message_id"]
)
def test_what_is_no_id_is_found_before_anything_is_done(wrong: Any, path: str) -> None:
    spoilt = {**MESSAGE, "reply_to_message": MESSAGE}
    outer, _, inner = path.partition(".")
    spoilt[outer] = {**MESSAGE.get(outer, MESSAGE), inner: wrong} if inner else wrong  # type: ignore[dict-item]
    read = Update.de_json({"update_id": 1, "message": spoilt}, None)
    assert read is not None
    assert is_sound(read) == (wrong is None and path == "message_thread_id")


@pytest.mark.parametrize("number", [0, -1])
def test_nobody_has_a_number_of_those_who_stand_for_the_forgotten(number: int) -> None:
    """Whoever had one would keep others from being forgotten."""
    sender = {**MESSAGE["from"], "id": number}  # type: ignore[dict-item]
    read = Update.de_json({"update_id": 1, "message": {**MESSAGE, "from": sender}}, None)
    assert read is not None
    assert not is_sound(read)


def test_a_message_without_its_date_is_found() -> None:
    """Held for later, it could not be read again when somebody edits it."""
    read = Update.de_json({"update_id": 1, "message": {**MESSAGE, "date": None}}, None)
    assert read is not None
    assert not is_sound(read)


@pytest.mark.parametrize("wrong", [1, ["a"], {"a": 1}, True])
@pytest.mark.parametrize("name", ["text", "caption", "media_group_id"])
def test_what_is_no_text_is_found_too(wrong: Any, name: str) -> None:
    read = Update.de_json({"update_id": 1, "message": {**MESSAGE, name: wrong}}, None)
    assert read is not None
    assert not is_sound(read)


def test_an_update_as_it_should_be_is_sound() -> None:
    for one in updates(1, 500, Knobs(known=0)):
        read = Update.de_json(one, None)
        assert read is not None
        assert is_sound(read)


@pytest.mark.parametrize("number", [1.5, float("nan"), "x", [1]])
async def test_a_parcel_that_nobody_could_read_again_is_not_put_in(
    database: Database, number: Any
) -> None:
    body = Relay((MessageRef(number, 1),))
    async with database.transaction() as tx:
        with pytest.raises(PydanticSerializationError):
            await OutboxRows(tx, MORNING).put(Parcel(Chat(1), body))


async def test_a_row_that_another_version_has_written_does_not_hold_back_what_is_behind_it(
    world: World,
) -> None:
    arta = await world.member("Arta", Language.EN)
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        rows = OutboxRows(tx, world.box.clock.now())
        for words in ("one", "two"):
            await rows.put(Parcel(Chat(arta.id), Call("sendMessage", {"text": words})))
        first = rows.fresh[0].id
        strange = update(outbox).where(outbox.c.id == first).values(body='{"of": "tomorrow"}')
        await tx.execute(strange)
    await world.close()
    await world.open()
    assert (await arta.last()).text == "two"
    async with world.app.database.transaction() as tx:
        query = text("SELECT state, error FROM outbox WHERE id = :id")
        row = (await tx.execute(query, {"id": first})).one()
    assert tuple(row) == ("failed", "this version cannot read it")


# The parser itself


def test_only_what_nests_too_deep_is_left_out() -> None:
    deep = "[" * 5000 + "]" * 5000
    body = f'{{"a": "[{{", "b": {deep}, "c": [1, {{"d": "\\"]"}}]}}'
    read = parsed(body)
    assert (read["a"], read["c"]) == ("[{", [1, {"d": '"]'}])
    depth, one = 0, read["b"]
    while isinstance(one, list):
        depth, one = depth + 1, (one or [None])[0]
    assert depth == 99


@pytest.mark.parametrize(
    "body", ["[" * 5000, "]" * 5000, '{"a": ' + "[" * 500 + "}" * 500, "{", '"']
)
def test_what_does_not_close_is_no_json(body: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parsed(body)


def test_numbers_are_numbers_unless_nobody_could_hold_them() -> None:
    assert parsed('{"a": 1, "b": -2.5, "c": ' + "9" * 5000 + "}") == {"a": 1, "b": -2.5, "c": None}
    assert parsed(str(2**64)) == 2**64
