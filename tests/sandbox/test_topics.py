"""Forum topics: their service messages, who may do what, and what is gone is gone."""

from typing import Any

import pytest

from tests.sandbox.client import Client, ControlError


@pytest.fixture
async def thread(client: Client) -> int:
    topic = await client.api("createForumTopic", chat_id=client.group, name="Arta")
    await client.confirmed_updates()
    return int(topic["message_thread_id"])


async def test_the_message_that_opens_a_topic_has_its_id(client: Client) -> None:
    topic = await client.api(
        "createForumTopic",
        chat_id=client.group,
        name="Arta",
        icon_color=0xFFD67E,
        icon_custom_emoji_id="5312536423851630001",
    )
    (message,) = await client.messages(client.group)
    assert message["message_id"] == message["message_thread_id"] == topic["message_thread_id"]
    assert message["is_topic_message"] is True
    assert message["forum_topic_created"] == {
        "name": "Arta",
        "icon_color": 0xFFD67E,
        "icon_custom_emoji_id": "5312536423851630001",
    }
    (update,) = await client.updates()
    assert update["message"]["forum_topic_created"]["name"] == "Arta"
    (group,) = (await client.look("state"))["chats"]
    assert group["topics"][0]["icon_emoji"] == "💡"


async def test_words_in_a_topic_formally_answer_its_first_message(
    client: Client, thread: int
) -> None:
    said = await client.person_says("Besa", "hello", chat=client.group, thread=thread)
    assert said["message_thread_id"] == thread
    assert said["is_topic_message"] is True
    assert said["reply_to_message"]["forum_topic_created"]["name"] == "Arta"
    answer = await client.person_says("Jovan", "hi", chat=client.group, reply_to=said["message_id"])
    assert answer["message_thread_id"] == thread
    assert answer["reply_to_message"]["text"] == "hello"


async def test_general_has_no_thread(client: Client, thread: int) -> None:
    said = await client.person_says("Besa", "hello all", chat=client.group, thread=0)
    assert "message_thread_id" not in said
    assert "reply_to_message" not in said
    assert [m["text"] for m in await client.messages(client.group, thread=0)] == ["hello all"]
    assert len(await client.messages(client.group, thread=thread)) == 1


async def test_renaming_and_closing_leave_service_messages(client: Client, thread: int) -> None:
    place = {"chat_id": client.group, "message_thread_id": thread}
    await client.api("editForumTopic", **place, name="Arta B.")
    await client.api("editForumTopic", **place, icon_custom_emoji_id="5312536423851630001")
    await client.api("closeForumTopic", **place)
    await client.api("reopenForumTopic", **place)
    _, renamed, icon, closed, reopened = await client.messages(client.group, thread=thread)
    assert renamed["forum_topic_edited"] == {"name": "Arta B."}
    assert icon["forum_topic_edited"] == {"icon_custom_emoji_id": "5312536423851630001"}
    assert (closed["forum_topic_closed"], reopened["forum_topic_reopened"]) == ({}, {})
    assert len(await client.updates()) == 4


@pytest.mark.parametrize(
    ("method", "params"),
    [("editForumTopic", {"name": "Arta"}), ("reopenForumTopic", {}), ("editForumTopic", {})],
)
async def test_a_change_that_changes_nothing_is_refused(
    client: Client, thread: int, method: str, params: dict[str, Any]
) -> None:
    place = {"chat_id": client.group, "message_thread_id": thread}
    assert await client.refusal(method, **place, **params) == (
        "400 Bad Request: TOPIC_NOT_MODIFIED"
    )


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("", "TOPIC_TITLE_EMPTY"),
        ("   ", "TOPIC_TITLE_EMPTY"),
        ("a" * 129, "topic name is too long"),
    ],
)
async def test_a_topic_needs_a_name_of_128_characters_at_most(
    client: Client, name: str, refusal: str
) -> None:
    answer = await client.refusal("createForumTopic", chat_id=client.group, name=name)
    assert answer == f"400 Bad Request: {refusal}"
    await client.api("createForumTopic", chat_id=client.group, name="a" * 128)


async def test_only_the_free_icons_may_be_used(client: Client) -> None:
    stickers = await client.api("getForumTopicIconStickers")
    assert {"✅", "❗️", "📝"} <= {sticker["emoji"] for sticker in stickers}
    topic = {"chat_id": client.group, "name": "a", "icon_custom_emoji_id": "42"}
    assert await client.refusal("createForumTopic", **topic) == (
        "400 Bad Request: DOCUMENT_INVALID"
    )


async def test_a_deleted_topic_takes_its_messages_along(client: Client, thread: int) -> None:
    await client.person_says("Besa", "hello", chat=client.group, thread=thread)
    await client.confirmed_updates()
    await client.control("topic", chat=client.group, thread=thread, action="delete")
    assert await client.messages(client.group) == []
    assert await client.updates() == [], "no bot is told that a topic is gone"
    place = {"chat_id": client.group, "message_thread_id": thread}
    assert await client.refusal("sendMessage", **place, text="a") == (
        "400 Bad Request: message thread not found"
    )
    assert await client.refusal("editForumTopic", **place, name="a") == (
        "400 Bad Request: message thread not found"
    )


async def test_a_closed_topic_takes_only_the_words_of_those_who_may_open_it(
    client: Client,
) -> None:
    besa, jovan = client.id_of("Besa"), client.id_of("Jovan")
    topic = await client.control("topics", chat=client.group, name="Besa's", person=besa)
    thread = topic["message_thread_id"]
    place = {"chat_id": client.group, "message_thread_id": thread}
    await client.control("topic", chat=client.group, thread=thread, action="close", person=besa)
    await client.api("sendMessage", **place, text="the bot may manage topics")
    with pytest.raises(ControlError, match="closed"):
        await client.control("say", person=jovan, chat=client.group, thread=thread, text="a")
    await client.control("rights", chat=client.group, can_manage_topics=False)
    assert await client.refusal("sendMessage", **place, text="a") == (
        "400 Bad Request: TOPIC_CLOSED"
    )


async def test_without_the_right_the_bot_cannot_make_topics(client: Client) -> None:
    await client.control("rights", chat=client.group, can_manage_topics=False)
    (update,) = await client.confirmed_updates()
    assert update["my_chat_member"]["new_chat_member"]["can_manage_topics"] is False
    topic = {"chat_id": client.group, "name": "a"}
    assert await client.refusal("createForumTopic", **topic) == (
        "400 Bad Request: not enough rights to create a topic"
    )
    await client.control("rights", chat=client.group, can_manage_topics=True)
    await client.api("createForumTopic", **topic)


async def test_a_persons_topic_and_rename_reach_the_bot(client: Client) -> None:
    topic = await client.control("topics", chat=client.group, name="Ideas")
    rename = {"chat": client.group, "thread": topic["message_thread_id"], "action": "rename"}
    await client.control("topic", **rename, name="Plans")
    created, edited = await client.updates()
    assert created["message"]["from"]["first_name"] == "Besa"
    assert edited["message"]["forum_topic_edited"] == {"name": "Plans"}


async def test_a_private_chat_is_no_forum(client: Client, arta: int) -> None:
    assert await client.refusal("createForumTopic", chat_id=arta, name="a") == (
        "400 Bad Request: the chat is not a forum"
    )
