"""Polling: what is confirmed is on disk, and no trouble ends it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from sqlalchemy import text
from telegram.error import InvalidToken

from bot.api import BotApi
from bot.intake import Poller
from sandbox import Sandbox
from tests.bot.line import WayIn, cancelled, way_in
from tests.world import World


class Telegram:
    """A sandbox that is polled step by step."""

    def __init__(self, box: Sandbox, way: WayIn, http: aiohttp.ClientSession) -> None:
        self.box = box
        self.way = way
        self.api = BotApi(box.url, box.token)
        self.poller = Poller(self.api, way.intake)
        self._http = http

    async def control(self, path: str, **body: Any) -> Any:
        async with self._http.post(f"/control/{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return (await answer.json())["result"]

    async def arrives(self, **update: Any) -> int:
        """An update of any shape; its update_id."""
        injected = await self.control("updates", update=update or {"message": {"text": "a"}})
        number: int = injected["update_id"]
        return number

    async def polls(self) -> float:
        """One call; the seconds until the next."""
        return await asyncio.wait_for(self.poller._once(), 10)

    @property
    def kept(self) -> list[int]:
        """What Telegram would send again."""
        return sorted(self.box.world.updates.pending)


@pytest.fixture
async def telegram(sqlite_address: str) -> AsyncIterator[Telegram]:
    box = Sandbox(populate=False)
    await box.start()
    async with way_in(sqlite_address) as way, aiohttp.ClientSession(box.url) as http:
        telegram = Telegram(box, way, http)
        await telegram.api.open()
        yield telegram
        await telegram.api.close()
    await box.stop()


async def test_telegram_lets_go_of_an_update_only_after_it_is_on_disk(telegram: Telegram) -> None:
    first = await telegram.arrives()
    assert await telegram.polls() == 0
    assert await telegram.way.rows() == [first]
    assert telegram.kept == [first]
    second = await telegram.arrives()
    await telegram.polls()
    assert telegram.kept == [second]
    assert await telegram.way.rows() == [first, second]


async def test_a_commit_that_fails_confirms_nothing_and_the_updates_come_again(
    telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    numbers = [await telegram.arrives(message={"text": "secret words"}) for _ in range(3)]
    async with telegram.way.broken():
        assert await telegram.polls() == 1
        assert await telegram.polls() == 1
    assert "they stay at Telegram" in caplog.text
    assert telegram.kept == numbers
    assert telegram.way.read == []
    await telegram.polls()
    assert await telegram.way.rows() == numbers
    await telegram.way.mailboxes.idle()
    assert [update["update_id"] for update in telegram.way.read] == numbers


async def test_updates_that_come_twice_are_kept_once(telegram: Telegram) -> None:
    await telegram.control("delivery", duplicate=True)
    number = await telegram.arrives()
    await telegram.polls()
    telegram.poller = Poller(telegram.api, telegram.way.intake)  # it has forgotten its offset
    await telegram.polls()
    await telegram.way.mailboxes.idle()
    assert await telegram.way.rows() == [number]
    assert len(telegram.way.read) == 1


async def test_another_process_that_polls_is_reported_and_polling_goes_on(
    telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    number = await telegram.arrives()
    await telegram.control("faults", method="getUpdates", error_code=409)
    assert await telegram.polls() == 5
    assert "another process polls" in caplog.text
    assert await telegram.polls() == 0
    assert await telegram.way.rows() == [number]


async def test_two_pollers_at_once_do_not_end_each_other(telegram: Telegram) -> None:
    """As Telegram does it: the newer call is served, the older one is told of the conflict."""
    other = Poller(telegram.api, telegram.way.intake)
    waiting = asyncio.create_task(telegram.polls())
    while telegram.box.world.updates._poll is None:
        await asyncio.sleep(0.01)
    newer = asyncio.create_task(other._once())
    with cancelled(newer):
        assert await waiting == 5
        number = await telegram.arrives()
        assert await asyncio.wait_for(newer, 10) == 0
    assert await telegram.way.rows() == [number]


@pytest.mark.parametrize(
    ("fault", "pause"),
    [
        ({"retry_after": 7}, 7),
        ({"error_code": 502}, 1),
        ({"error_code": 500}, 1),
        ({"cut": "before"}, 1),
        ({"cut": "after"}, 1),
    ],
)
async def test_a_trouble_of_telegrams_is_waited_out(
    telegram: Telegram, fault: dict[str, Any], pause: float
) -> None:
    number = await telegram.arrives()
    await telegram.control("faults", method="getUpdates", **fault)
    assert await telegram.polls() == pause
    assert await telegram.polls() == 0
    assert await telegram.way.rows() == [number]


async def test_a_token_that_is_refused_ends_polling(telegram: Telegram) -> None:
    await telegram.control("faults", method="getUpdates", error_code=401)
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(telegram.poller.run(), 10)


async def test_polling_takes_the_webhook_away_and_keeps_what_waits(telegram: Telegram) -> None:
    await telegram.api.call("setWebhook", {"url": "http://127.0.0.1:9/hook"})
    number = await telegram.arrives()
    running = asyncio.create_task(telegram.poller.run())
    with cancelled(running):
        async with asyncio.timeout(10):
            while await telegram.way.rows() != [number]:
                await asyncio.sleep(0.01)
    assert (await telegram.api.call("getWebhookInfo"))["url"] == ""


class Scripted(BotApi):
    """Answers with these batches; `offsets` are what was confirmed by each call."""

    def __init__(self, *batches: list[Any]) -> None:
        super().__init__("http://127.0.0.1:9", "1:a")
        self._batches = list(batches)
        self.offsets: list[int | None] = []

    async def call(
        self,
        method: str,  # noqa: ARG002 - only getUpdates is called
        params: dict[str, Any] | None = None,
        *,
        wait: float = 0,  # noqa: ARG002 - nothing takes any time here
    ) -> Any:
        self.offsets.append((params or {}).get("offset"))
        return self._batches.pop(0)


@pytest.mark.parametrize("nonsense", ["a", None, 7, {}, {"update_id": "8"}])
@pytest.mark.parametrize("place", [0, 1, 2])
async def test_what_is_no_update_does_not_hold_up_those_around_it(
    telegram: Telegram, nonsense: Any, place: int
) -> None:
    batch: list[Any] = [{"update_id": 1}, {"update_id": 2}]
    batch.insert(place, nonsense)
    api = Scripted(batch, [])
    poller = Poller(api, telegram.way.intake)
    assert [await poller._once() for _ in range(2)] == [0, 0]
    assert await telegram.way.rows() == [1, 2]
    assert api.offsets == [None, 3]


# Poison, in a whole world


POISON: list[dict[str, Any]] = [
    {"message": "not an object"},
    {"message": {"message_id": 1}},
    {"message": {"message_id": 1, "date": "now", "chat": {"id": 5, "type": "private"}}},
    {"callback_query": {"id": 7}},
    {"my_chat_member": []},
]


async def dead_letters(world: World) -> int:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        count = await tx.scalar(text("SELECT count(*) FROM inbox WHERE dead_at IS NOT NULL"))
    assert isinstance(count, int)
    return count


async def test_poisoned_updates_are_set_aside_and_people_are_answered_all_the_same(
    small_world: World,
) -> None:
    arta = await small_world.member()
    for update in POISON:
        await small_world.post("/control/updates", update=update)
    before = len(await arta.reads())
    await arta.says("/help")
    assert len(await arta.reads()) == before + 1
    assert await dead_letters(small_world) == len(POISON)


async def test_staff_hear_of_each_kind_of_poison_once(small_world: World) -> None:
    besa = await small_world.staff()
    for _ in range(3):
        await small_world.post("/control/updates", update={"callback_query": {"id": 7}})
    await small_world.quiet()
    told = [message for message in await besa.general() if "callback_query" in message.text]
    assert len(told) == 1


async def test_poison_in_a_conversation_is_apologised_for_and_the_conversation_goes_on(
    small_world: World,
) -> None:
    arta = await small_world.member()
    broken = {"message_id": 99, "date": "now", "chat": {"id": arta.id, "type": "private"}}
    await small_world.post("/control/updates", update={"message": broken})
    await small_world.quiet()
    apologies = await arta.reads()
    await arta.says("/help")
    assert len(await arta.reads()) == len(apologies) + 1
    assert await dead_letters(small_world) == 1
    assert len(apologies) == 2


async def test_what_is_new_to_the_bot_api_is_nobodys_trouble(small_world: World) -> None:
    await small_world.post("/control/updates", update={"of_tomorrow": {"chat": {"id": 5}}})
    await small_world.quiet()
    assert await dead_letters(small_world) == 0


async def test_words_stay_out_of_the_log_whatever_happens(
    small_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    arta = await small_world.member()
    await arta.says("Gorani fluturon")
    broken = {"message_id": 99, "date": "now", "chat": {"id": arta.id, "type": "private"}}
    await small_world.post("/control/updates", update={"message": {**broken, "text": "Gorani"}})
    await small_world.quiet()
    assert [entry for entry in caplog.messages if "Gorani" in entry] == []
