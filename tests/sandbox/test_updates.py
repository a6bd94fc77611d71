"""How updates come to a polling bot: again until confirmed, to one poller, and only the asked."""

import asyncio
from datetime import timedelta

from tests.sandbox.client import Client

TELEGRAM_WAITS = 0.05


async def test_updates_come_again_until_the_offset_confirms_them(client: Client) -> None:
    await client.person_says("Arta", "one")
    await client.person_says("Arta", "two")
    first = await client.updates()
    assert [u["message"]["text"] for u in first] == ["one", "two"]
    assert await client.updates() == first
    assert await client.updates(offset=first[1]["update_id"]) == first[1:]
    assert await client.updates(offset=first[1]["update_id"] + 1) == []
    assert await client.updates() == []


async def test_a_negative_offset_keeps_the_last_updates_and_forgets_the_others(
    client: Client,
) -> None:
    for text in ("one", "two", "three"):
        await client.person_says("Arta", text)
    assert [u["message"]["text"] for u in await client.updates(offset=-2)] == ["two", "three"]
    assert [u["message"]["text"] for u in await client.updates()] == ["two", "three"]


async def test_limit_bounds_a_batch(client: Client) -> None:
    for number in range(3):
        await client.person_says("Arta", str(number))
    assert len(await client.updates(limit=2)) == 2


async def test_a_long_poll_wakes_when_something_happens(client: Client) -> None:
    poll = asyncio.create_task(client.updates(timeout=20))
    await asyncio.sleep(TELEGRAM_WAITS)
    assert not poll.done()
    await client.person_says("Arta", "hello")
    (update,) = await asyncio.wait_for(poll, 5)
    assert update["message"]["text"] == "hello"


async def test_a_long_poll_ends_empty_after_its_timeout(client: Client) -> None:
    assert await asyncio.wait_for(client.updates(timeout=1), 5) == []


async def test_a_second_poller_throws_out_the_first(client: Client) -> None:
    first = asyncio.create_task(client.refusal("getUpdates", timeout=20))
    await asyncio.sleep(TELEGRAM_WAITS)
    assert await client.updates() == []
    assert await asyncio.wait_for(first, 5) == (
        "409 Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )


async def test_polling_is_refused_while_a_webhook_is_set(client: Client) -> None:
    await client.api("setWebhook", url="http://127.0.0.1:9/hook")
    assert await client.refusal("getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await client.api("deleteWebhook")
    assert await client.updates() == []


async def test_reactions_come_only_when_asked_for_and_the_wish_is_sticky(
    client: Client, arta: int
) -> None:
    sent = await client.api("sendMessage", chat_id=arta, text="hello")
    reaction = {"person": arta, "chat": arta, "message_id": sent["message_id"]}
    await client.control("react", **reaction, emoji="👍")
    assert await client.updates() == []
    await client.updates(allowed_updates=["message", "message_reaction"])
    await client.control("react", **reaction, emoji="❤️")
    (update,) = await client.updates()
    assert update["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert update["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "❤"}]
    assert update["message_reaction"]["user"]["id"] == arta


async def test_what_is_not_allowed_is_not_kept_for_later(client: Client) -> None:
    await client.updates(allowed_updates=["callback_query"])
    await client.person_says("Arta", "nobody hears this")
    assert await client.updates(allowed_updates=[]) == []
    await client.person_says("Arta", "but this")
    assert len(await client.updates()) == 1


async def test_every_update_may_be_delivered_twice(client: Client) -> None:
    await client.control("delivery", duplicate=True)
    await client.person_says("Arta", "hello")
    first, second = await client.updates()
    assert first == second


async def test_a_delayed_update_arrives_when_its_time_has_come(client: Client) -> None:
    await client.control("delivery", delay=0.6)
    await client.person_says("Arta", "late")
    assert await client.updates() == []
    assert len(await asyncio.wait_for(client.updates(timeout=5), 5)) == 1


async def test_a_raw_update_can_be_injected(client: Client) -> None:
    given = await client.control("updates", update={"poison": {"a": 1}})
    assert await client.updates() == [{"update_id": given["update_id"], "poison": {"a": 1}}]


async def test_a_press_cannot_be_answered_twice_nor_late(client: Client, arta: int) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    sent = await client.api("sendMessage", chat_id=arta, text="?", reply_markup=keyboard)
    press = asyncio.create_task(
        client.control("press", person=arta, chat=arta, message_id=sent["message_id"])
    )
    (update,) = await client.confirmed_updates(timeout=5)
    query = update["callback_query"]
    assert query["data"] == "yes"
    assert query["message"]["message_id"] == sent["message_id"]
    await client.api("answerCallbackQuery", callback_query_id=query["id"], text="Thanks")
    assert await press == {"text": "Thanks", "show_alert": False, "url": None}
    too_late = (
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    )
    answer = {"callback_query_id": query["id"]}
    assert await client.refusal("answerCallbackQuery", **answer) == too_late

    press = asyncio.create_task(
        client.control(
            "press", person=arta, chat=arta, message_id=sent["message_id"], data="forged"
        )
    )
    (update,) = await client.confirmed_updates(timeout=5)
    assert update["callback_query"]["data"] == "forged"
    client.box.clock.advance(timedelta(minutes=5))
    answer = {"callback_query_id": update["callback_query"]["id"]}
    assert await client.refusal("answerCallbackQuery", **answer) == too_late
    await client.box.stop()
    assert await press is None


async def test_stopping_ends_a_waiting_poll(client: Client) -> None:
    poll = asyncio.create_task(client.updates(timeout=30))
    await asyncio.sleep(TELEGRAM_WAITS)
    await client.box.stop()
    assert await asyncio.wait_for(poll, 5) == []
