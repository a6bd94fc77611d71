"""The flood windows at their exact borders, and what counts in them."""

from typing import Any

import pytest

from sandbox.errors import Refused
from sandbox.flood import STRICT, FloodWindows, Limits, weight
from tests.sandbox.client import BotApiError, Client

PERSON = 700000001
GROUP = -1001000000001


class Telegram:
    """Flood windows on a clock that stands still until told otherwise."""

    def __init__(self, limits: Limits = STRICT) -> None:
        self.now = 1000.0
        self.windows = FloodWindows(lambda: self.now)
        self.windows.set_limits(limits)

    def send(self, chat_id: int, cost: int = 1) -> int:
        """The seconds to wait, 0 if it went through."""
        try:
            self.windows.check(chat_id, cost)
        except Refused as refused:
            return refused.parameters["retry_after"]
        self.windows.count(chat_id, cost)
        return 0


def test_a_private_chat_takes_three_in_three_seconds() -> None:
    telegram = Telegram()
    assert [telegram.send(PERSON) for _ in range(4)] == [0, 0, 0, 3]
    telegram.now += 2.999
    assert telegram.send(PERSON) == 1
    telegram.now = 1003.0
    assert telegram.send(PERSON) == 0


def test_the_window_slides_and_does_not_jump() -> None:
    telegram = Telegram()
    for now in (1000.0, 1001.0, 1002.0):
        telegram.now = now
        assert telegram.send(PERSON) == 0
    telegram.now = 1003.0
    assert [telegram.send(PERSON), telegram.send(PERSON)] == [0, 1]
    telegram.now = 1004.0
    assert [telegram.send(PERSON), telegram.send(PERSON)] == [0, 1]


def test_a_group_takes_twenty_in_a_minute() -> None:
    telegram = Telegram(Limits(group=(20, 60.0)))
    assert [telegram.send(GROUP) for _ in range(21)] == [0] * 20 + [60]
    telegram.now += 59.5
    assert telegram.send(GROUP) == 1
    telegram.now = 1060.0
    assert telegram.send(GROUP) == 0


def test_the_bot_sends_thirty_in_a_second_over_all_chats() -> None:
    telegram = Telegram()
    assert [telegram.send(PERSON + n) for n in range(31)] == [0] * 30 + [1]
    telegram.now = 1001.0
    assert telegram.send(PERSON + 31) == 0


def test_a_refused_call_does_not_count() -> None:
    telegram = Telegram()
    for _ in range(3):
        telegram.send(PERSON)
    telegram.now = 1002.9
    assert [telegram.send(PERSON) for _ in range(5)] == [1] * 5
    telegram.now = 1003.0
    assert [telegram.send(PERSON) for _ in range(4)] == [0, 0, 0, 3]


def test_an_album_weighs_as_much_as_its_pictures() -> None:
    telegram = Telegram()
    assert telegram.send(PERSON, 2) == 0
    assert telegram.send(PERSON, 2) == 3
    assert telegram.send(PERSON, 1) == 0


def test_an_album_too_heavy_for_any_window_fits_an_empty_one() -> None:
    telegram = Telegram()
    assert telegram.send(PERSON, 10) == 0
    assert telegram.send(PERSON, 1) == 3
    telegram.now += 3
    assert telegram.send(PERSON, 1) == 0
    assert telegram.send(PERSON, 10) == 3


def test_without_limits_nothing_is_refused() -> None:
    telegram = Telegram(Limits())
    assert not any(telegram.send(PERSON) for _ in range(1000))


@pytest.mark.parametrize(
    ("method", "params", "cost"),
    [
        ("sendMessage", {}, 1),
        ("sendMediaGroup", {"media": [{}, {}, {}]}, 3),
        ("copyMessage", {}, 1),
        ("copyMessages", {"message_ids": [1, 2]}, 2),
        ("forwardMessages", {"message_ids": [1, 2]}, 2),
        ("editMessageText", {}, 1),
        ("editMessageReplyMarkup", {}, 1),
        ("createForumTopic", {}, 1),
        ("editForumTopic", {}, 1),
        ("closeForumTopic", {}, 1),
        ("reopenForumTopic", {}, 1),
        ("deleteForumTopic", {}, 0),
        ("deleteMessage", {}, 0),
        ("pinChatMessage", {}, 0),
        ("sendChatAction", {}, 0),
        ("setMessageReaction", {}, 0),
        ("answerCallbackQuery", {}, 0),
        ("getChat", {}, 0),
        ("setMyCommands", {}, 0),
    ],
)
def test_what_counts(method: str, params: dict[str, Any], cost: int) -> None:
    assert weight(method, params) == cost


async def test_strict_limits_hold_over_http_with_retry_after(client: Client, arta: int) -> None:
    await client.control("limits", strict=True)
    for _ in range(3):
        await client.api("sendMessage", chat_id=arta, text="hello")
    with pytest.raises(BotApiError) as refused:
        await client.api("sendMessage", chat_id=arta, text="hello")
    assert refused.value.description == "Too Many Requests: retry after 3"
    assert refused.value.parameters == {"retry_after": 3}
    assert refused.value.error_code == 429
    await client.api("sendChatAction", chat_id=arta, action="typing")
    await client.control("limits", strict=False)
    await client.api("sendMessage", chat_id=arta, text="hello")


async def test_the_group_limit_is_over_all_topics_together(client: Client) -> None:
    await client.control("limits", group=[3, 60])
    one = await client.api("createForumTopic", chat_id=client.group, name="one")
    two = await client.api("createForumTopic", chat_id=client.group, name="two")
    thread = one["message_thread_id"]
    await client.api("sendMessage", chat_id=client.group, message_thread_id=thread, text="a")
    thread = two["message_thread_id"]
    refusal = await client.refusal(
        "sendMessage", chat_id=client.group, message_thread_id=thread, text="b"
    )
    assert refusal == "429 Too Many Requests: retry after 60"


async def test_a_call_that_fails_for_another_reason_does_not_count(
    client: Client, arta: int
) -> None:
    await client.control("limits", private=[1, 60])
    assert "empty" in await client.refusal("sendMessage", chat_id=arta, text="")
    await client.api("sendMessage", chat_id=arta, text="hello")
