"""Failures on order: error answers, and connections cut before or after the call was done."""

import asyncio

import aiohttp
import pytest

from tests.sandbox.client import BotApiError, Client


async def texts(client: Client, chat: int) -> list[str]:
    return [m["text"] for m in await client.messages(chat) if m["from"]["is_bot"]]


async def test_the_next_calls_fail_as_ordered_and_then_no_more(client: Client, arta: int) -> None:
    await client.control("faults", method="sendmessage", error_code=500, times=2)
    for _ in range(2):
        refusal = await client.refusal("sendMessage", chat_id=arta, text="hello")
        assert refusal == "500 Internal Server Error"
    await client.api("sendMessage", chat_id=arta, text="hello")
    assert await texts(client, arta) == ["hello"]


async def test_a_fault_may_be_for_one_chat_only(client: Client, arta: int) -> None:
    await client.control("faults", chat=arta, error_code=403, description="Forbidden: no")
    await client.api("sendMessage", chat_id=client.group, text="here it works")
    assert await client.refusal("sendMessage", chat_id=arta, text="a") == "403 Forbidden: no"


async def test_a_fault_carries_retry_after(client: Client, arta: int) -> None:
    await client.control("faults", retry_after=7)
    with pytest.raises(BotApiError) as refused:
        await client.api("sendMessage", chat_id=arta, text="a")
    assert refused.value.parameters == {"retry_after": 7}
    assert refused.value.description == "Too Many Requests: retry after 7"


async def test_a_fault_for_any_method_leaves_polling_alone(client: Client) -> None:
    await client.control("faults", error_code=502)
    assert await client.updates() == []
    assert await client.refusal("getMe") == "502 Bad Gateway"


async def test_polling_can_fail_if_it_is_named(client: Client) -> None:
    await client.control("faults", method="getUpdates", error_code=502)
    assert await client.refusal("getUpdates") == "502 Bad Gateway"


async def test_a_cut_after_the_call_leaves_the_caller_in_doubt(client: Client, arta: int) -> None:
    await client.control("faults", method="sendMessage", cut="after")
    with pytest.raises(aiohttp.ClientError):
        await client.api("sendMessage", chat_id=arta, text="did it arrive?")
    assert await texts(client, arta) == ["did it arrive?"]


async def test_a_cut_before_the_call_leaves_nothing_done(client: Client, arta: int) -> None:
    await client.control("faults", method="sendMessage", cut="before")
    with pytest.raises(aiohttp.ClientError):
        await client.api("sendMessage", chat_id=arta, text="did it arrive?")
    assert await texts(client, arta) == []


async def test_faults_are_listed_and_cleared(client: Client) -> None:
    await client.control("faults", error_code=500, times=3)
    (fault,) = await client.look("faults")
    assert (fault["error_code"], fault["times"]) == (500, 3)
    async with client.http.delete(f"{client.box.url}/control/faults") as response:
        assert response.status == 200
    assert await client.look("faults") == []
    await client.api("getMe")


async def test_the_log_tells_what_was_called_and_how_it_ended(client: Client, arta: int) -> None:
    await client.api("sendMessage", chat_id=arta, text="a")
    await client.refusal("sendMessage", chat_id=arta, text="")
    await client.updates()
    await client.refusal("noSuchMethod")
    calls = await client.look("log?since=0")
    assert [(c["method"], c["ok"], c["error_code"]) for c in calls] == [
        ("sendMessage", True, None),
        ("sendMessage", False, 400),
        ("noSuchMethod", False, 404),
    ]
    assert calls[0]["params"] == {"chat_id": arta, "text": "a"}
    assert await client.look(f"log?since={calls[1]['n']}") == calls[2:]


async def test_latency_holds_every_call_up(client: Client) -> None:
    await client.control("delivery", latency=0.1)
    began = client.box.clock.now()
    await client.api("getMe")
    assert (client.box.clock.now() - began).total_seconds() >= 0.1


async def test_a_slow_call_is_done_before_its_answer_comes(client: Client, arta: int) -> None:
    await client.control("faults", method="sendMessage", slow=0.2)
    sending = asyncio.create_task(client.api("sendMessage", chat_id=arta, text="on its way"))
    while await texts(client, arta) != ["on its way"]:
        await asyncio.sleep(0.01)
    assert not sending.done()
    assert (await sending)["text"] == "on its way"
