"""Sending, answering, copying, editing and deleting, with Telegram's refusals word by word."""

from datetime import timedelta
from typing import Any

import pytest

from tests.sandbox.client import Client, ControlError

YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}


async def test_a_person_who_never_wrote_cannot_be_written_to(client: Client) -> None:
    ane = client.id_of("Ane")
    refusal = await client.refusal("sendMessage", chat_id=ane, text="hello")
    assert refusal == "403 Forbidden: bot can't initiate conversation with a user"
    assert await client.refusal("sendMessage", chat_id=5, text="hello") == (
        "400 Bad Request: chat not found"
    )


async def test_a_person_who_blocked_the_bot_is_out_of_reach(client: Client, arta: int) -> None:
    await client.control(f"people/{arta}", blocked=True)
    refusal = await client.refusal("sendMessage", chat_id=arta, text="hello")
    assert refusal == "403 Forbidden: bot was blocked by the user"
    (update,) = await client.confirmed_updates()
    change = update["my_chat_member"]
    assert change["old_chat_member"]["status"] == "member"
    assert change["new_chat_member"]["status"] == "kicked"
    with pytest.raises(ControlError, match="Arta has blocked the bot"):
        await client.person_says("Arta", "hello")
    await client.control(f"people/{arta}", blocked=False)
    (update,) = await client.confirmed_updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "member"
    await client.api("sendMessage", chat_id=arta, text="hello")


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        (
            {"text": "<b>a", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "a", "message_thread_id": 9}, "message thread not found"),
        (
            {"text": "a", "reply_parameters": {"message_id": 99}},
            "message to be replied not found",
        ),
        ({"text": "a", "reply_parameters": {"message_id": 1, "quote": "x"}}, "QUOTE_TEXT_INVALID"),
        ({"text": "a", "reply_markup": {"rows": []}}, "object expected as reply markup"),
    ],
)
async def test_what_cannot_be_sent(
    client: Client, arta: int, params: dict[str, Any], refusal: str
) -> None:
    answer = await client.refusal("sendMessage", chat_id=arta, **params)
    assert answer == f"400 Bad Request: {refusal}"


@pytest.mark.parametrize(
    ("data", "accepted"),
    [("a" * 64, True), ("a" * 65, False), ("ë" * 32, True), ("ë" * 33, False), ("", False)],
)
async def test_callback_data_is_one_to_sixty_four_bytes(
    client: Client, arta: int, data: str, *, accepted: bool
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": data}]]}
    answer = await client.raw("sendMessage", chat_id=arta, text="?", reply_markup=keyboard)
    assert answer["ok"] is accepted
    assert accepted or answer["description"] == "Bad Request: BUTTON_DATA_INVALID"


async def test_ids_count_per_chat(client: Client) -> None:
    assert (await client.person_says("Arta", "a"))["message_id"] == 1
    assert (await client.person_says("Elif", "a"))["message_id"] == 1
    assert (await client.person_says("Arta", "b"))["message_id"] == 2


async def test_a_reply_holds_the_message_it_answers_and_the_quote(
    client: Client, arta: int
) -> None:
    said = await client.person_says("Arta", "😀 when does it open?")
    sent = await client.api(
        "sendMessage",
        chat_id=arta,
        text="at nine",
        reply_parameters={"message_id": said["message_id"], "quote": "when"},
    )
    assert sent["reply_to_message"]["text"] == "😀 when does it open?"
    assert sent["quote"] == {"text": "when", "position": 3, "is_manual": True}
    answer = await client.person_says("Arta", "thanks", reply_to=sent["message_id"])
    assert "reply_to_message" not in answer["reply_to_message"]


async def test_a_reply_to_what_is_gone_may_go_without_it(client: Client, arta: int) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    sent = await client.api("sendMessage", chat_id=arta, text="a", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_a_copy_keeps_the_formatting_and_drops_the_keyboard(
    client: Client, arta: int
) -> None:
    await client.api(
        "sendMessage", chat_id=arta, text="<b>bold</b>", parse_mode="HTML", reply_markup=YES
    )
    copied = await client.api("copyMessage", chat_id=client.group, from_chat_id=arta, message_id=2)
    (copy,) = await client.messages(client.group)
    assert copied == {"message_id": copy["message_id"]}
    assert copy["entities"] == [{"offset": 0, "length": 4, "type": "bold"}]
    assert "reply_markup" not in copy
    assert "forward_origin" not in copy


async def test_a_copy_of_nothing_is_refused(client: Client, arta: int) -> None:
    copy = {"chat_id": client.group, "from_chat_id": arta, "message_id": 99}
    assert await client.refusal("copyMessage", **copy) == (
        "400 Bad Request: message to copy not found"
    )
    topic = await client.api("createForumTopic", chat_id=client.group, name="a")
    service = {"from_chat_id": client.group, "message_id": topic["message_thread_id"]}
    assert await client.refusal("copyMessage", chat_id=arta, **service) == (
        "400 Bad Request: message can't be copied"
    )


async def test_a_copied_caption_can_be_replaced(client: Client, arta: int) -> None:
    (photo,) = await client.control(
        "send", person=arta, chat=arta, items=[{"kind": "photo"}], caption="old"
    )
    copy = {"chat_id": client.group, "from_chat_id": arta, "message_id": photo["message_id"]}
    await client.api("copyMessage", **copy)
    await client.api("copyMessage", **copy, caption="<i>new</i>", parse_mode="HTML")
    await client.api("copyMessage", **copy, caption="")
    old, new, none = await client.messages(client.group)
    assert (old["caption"], new["caption"]) == ("old", "new")
    assert new["caption_entities"] == [{"offset": 0, "length": 3, "type": "italic"}]
    assert "caption" not in none
    assert old["photo"] == new["photo"] == none["photo"] == photo["photo"]


async def test_copies_keep_an_album_together_and_skip_what_is_missing(
    client: Client, arta: int
) -> None:
    album = await client.control(
        "send", person=arta, chat=arta, items=[{"kind": "photo"}, {"kind": "video"}], caption="two"
    )
    alone = await client.person_says("Arta", "alone")
    ids = [message["message_id"] for message in (*album, alone)]
    copied = await client.api(
        "copyMessages", chat_id=client.group, from_chat_id=arta, message_ids=[*ids, 77]
    )
    copies = await client.messages(client.group)
    assert [c["message_id"] for c in copies] == [c["message_id"] for c in copied]
    first, second, third = copies
    assert first["media_group_id"] == second["media_group_id"] != album[0]["media_group_id"]
    assert "media_group_id" not in third
    assert (first["caption"], third["text"]) == ("two", "alone")


async def test_copies_are_asked_for_in_order(client: Client, arta: int) -> None:
    wrong = {"chat_id": client.group, "from_chat_id": arta, "message_ids": [2, 1]}
    assert "strictly increasing" in await client.refusal("copyMessages", **wrong)


async def test_a_forward_tells_where_it_came_from(client: Client, arta: int) -> None:
    forward = {"chat_id": client.group, "from_chat_id": arta, "message_id": 1}
    sent = await client.api("forwardMessage", **forward)
    assert sent["forward_origin"]["sender_user"]["id"] == arta
    assert sent["text"] == "/start"


async def test_protected_content_can_be_neither_copied_nor_forwarded(
    client: Client, arta: int
) -> None:
    sent = await client.api("sendMessage", chat_id=arta, text="secret", protect_content=True)
    where = {"chat_id": client.group, "from_chat_id": arta, "message_id": sent["message_id"]}
    assert await client.refusal("copyMessage", **where) == (
        "400 Bad Request: message can't be copied"
    )
    assert await client.refusal("forwardMessage", **where) == (
        "400 Bad Request: message can't be forwarded"
    )


async def test_an_edit_without_a_change_is_refused(client: Client, arta: int) -> None:
    sent = await client.api("sendMessage", chat_id=arta, text="<b>a</b>", parse_mode="HTML")
    edit = {"chat_id": arta, "message_id": sent["message_id"]}
    same = {**edit, "text": "<b>a</b>", "parse_mode": "HTML"}
    assert await client.refusal("editMessageText", **same) == (
        "400 Bad Request: message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )
    edited = await client.api("editMessageText", **edit, text="a")
    assert "entities" not in edited
    assert edited["edit_date"] >= sent["date"]
    with_keyboard = await client.api("editMessageReplyMarkup", **edit, reply_markup=YES)
    assert with_keyboard["reply_markup"] == YES
    without = await client.api("editMessageText", **edit, text="b")
    assert "reply_markup" not in without


async def test_only_the_bots_own_messages_can_be_edited(client: Client, arta: int) -> None:
    theirs = {"chat_id": arta, "message_id": 1, "text": "x"}
    assert await client.refusal("editMessageText", **theirs) == (
        "400 Bad Request: message can't be edited"
    )
    missing = {"chat_id": arta, "message_id": 99, "text": "x"}
    assert await client.refusal("editMessageText", **missing) == (
        "400 Bad Request: message to edit not found"
    )


async def test_a_text_has_no_caption_to_edit(client: Client, arta: int) -> None:
    sent = await client.api("sendMessage", chat_id=arta, text="a")
    edit = {"chat_id": arta, "message_id": sent["message_id"], "caption": "b"}
    assert await client.refusal("editMessageCaption", **edit) == (
        "400 Bad Request: there is no caption in the message to edit"
    )


async def test_a_persons_edit_reaches_the_bot(client: Client, arta: int) -> None:
    said = await client.person_says("Arta", "helo /x")
    await client.confirmed_updates()
    await client.control(
        "edit", person=arta, chat=arta, message_id=said["message_id"], text="hello"
    )
    (update,) = await client.updates()
    edited = update["edited_message"]
    assert (edited["text"], edited["message_id"]) == ("hello", said["message_id"])
    assert "edit_date" in edited
    assert "entities" not in edited


async def test_people_format_what_they_edit(client: Client, arta: int) -> None:
    said = await client.person_says("Arta", "bold move")
    (photo,) = await client.control(
        "send", person=arta, chat=arta, items=[{"kind": "photo"}], caption="old"
    )
    await client.confirmed_updates()
    bold = {"type": "bold", "offset": 0, "length": 4}
    for message, words, entities in (
        (said, "text", "entities"),
        (photo, "caption", "caption_entities"),
    ):
        place = {"person": arta, "chat": arta, "message_id": message["message_id"]}
        await client.control("edit", **place, **{words: "bold words", entities: [bold]})
        (update,) = await client.confirmed_updates()
        edited = update["edited_message"]
        assert (edited[words], edited[entities]) == ("bold words", [bold])
        await client.control("edit", **place, **{words: "bold no more"})
        (update,) = await client.confirmed_updates()
        assert entities not in update["edited_message"]


async def test_people_format_captions_of_their_own_and_of_each_item(
    client: Client, arta: int
) -> None:
    bold = {"type": "bold", "offset": 0, "length": 4}
    formatted = {"caption": "bold words", "caption_entities": [bold]}
    items = [{"kind": "photo"}, {"kind": "photo", **formatted}]
    album = await client.control("send", person=arta, chat=arta, items=items, **formatted)
    updates = await client.confirmed_updates()
    assert [m["caption_entities"] for m in album] == [[bold], [bold]]
    assert [u["message"]["caption_entities"] for u in updates] == [[bold], [bold]]
    beyond = {"caption": "bold", "caption_entities": [{**bold, "length": 5}]}
    with pytest.raises(ControlError, match="entity begins after the end of the text"):
        await client.control("send", person=arta, chat=arta, items=[{"kind": "photo"}], **beyond)


async def test_deleted_messages_are_gone_and_old_ones_stay(client: Client, arta: int) -> None:
    sent = await client.api("sendMessage", chat_id=arta, text="a")
    place = {"chat_id": arta, "message_id": sent["message_id"]}
    assert await client.api("deleteMessage", **place) is True
    assert await client.refusal("deleteMessage", **place) == (
        "400 Bad Request: message to delete not found"
    )
    old = await client.api("sendMessage", chat_id=arta, text="old")
    client.box.clock.advance(timedelta(hours=49))
    assert await client.refusal("deleteMessage", chat_id=arta, message_id=old["message_id"]) == (
        "400 Bad Request: message can't be deleted for everyone"
    )
    assert [m["text"] for m in await client.messages(arta)] == ["/start", "old"]


async def test_several_are_deleted_at_once_and_missing_ones_do_not_matter(
    client: Client, arta: int
) -> None:
    ids = [
        (await client.api("sendMessage", chat_id=arta, text=text))["message_id"] for text in "ab"
    ]
    assert await client.api("deleteMessages", chat_id=arta, message_ids=[*ids, 99]) is True
    assert [m["text"] for m in await client.messages(arta)] == ["/start"]


async def test_only_free_reactions_are_accepted(client: Client, arta: int) -> None:
    place = {"chat_id": arta, "message_id": 1}
    good = [{"type": "emoji", "emoji": "👍"}]
    assert await client.api("setMessageReaction", **place, reaction=good) is True
    (message,) = await client.messages(arta)
    assert message["reactions"] == [{"emoji": "👍", "count": 1, "users": [client.box.world.bot.id]}]
    bad = [{"type": "emoji", "emoji": "🥦"}]
    assert await client.refusal("setMessageReaction", **place, reaction=bad) == (
        "400 Bad Request: REACTION_INVALID"
    )
    await client.api("setMessageReaction", **place, reaction=[])
    (message,) = await client.messages(arta)
    assert message["reactions"] == []


async def test_a_pinned_message_is_marked_and_unpinned(client: Client, arta: int) -> None:
    await client.api("pinChatMessage", chat_id=arta, message_id=1)
    pinned, note = await client.messages(arta)
    assert pinned["pinned"]
    assert note["pinned_message"]["message_id"] == 1
    assert (await client.api("getChat", chat_id=arta))["pinned_message"]["text"] == "/start"
    await client.api("unpinChatMessage", chat_id=arta)
    assert not (await client.messages(arta))[0]["pinned"]
    assert await client.refusal("unpinChatMessage", chat_id=arta) == (
        "400 Bad Request: message to unpin not found"
    )


async def test_a_reply_keyboard_reaches_the_person_but_not_the_bots_message(
    client: Client, arta: int
) -> None:
    keyboard = {"keyboard": [["A", {"text": "B"}]], "resize_keyboard": True}
    sent = await client.api("sendMessage", chat_id=arta, text="?", reply_markup=keyboard)
    assert "reply_markup" not in sent
    assert "reply_keyboard" not in sent
    shown = (await client.messages(arta))[-1]["reply_keyboard"]
    assert shown["keyboard"] == [[{"text": "A"}, {"text": "B"}]]


async def test_the_clock_dates_messages(client: Client, arta: int) -> None:
    before = await client.api("sendMessage", chat_id=arta, text="a")
    await client.control("clock", advance=3600)
    after = await client.api("sendMessage", chat_id=arta, text="b")
    assert 3600 <= after["date"] - before["date"] <= 3602
    state = await client.control("clock", reset=True)
    assert state["offset_seconds"] == 0


async def test_a_link_opens_without_asking_the_bot(client: Client, arta: int) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Site", "url": "https://a.org"}]]}
    await client.api("sendMessage", chat_id=arta, text="?", reply_markup=keyboard)
    answer = await client.control("press", person=arta, chat=arta, message_id=2, row=0, col=0)
    assert answer["url"] == "https://a.org"
    assert await client.updates() == []
    with pytest.raises(ControlError, match="no button at row 1, column 0"):
        await client.control("press", person=arta, chat=arta, message_id=2, row=1)


async def test_only_in_the_private_chat_does_the_bot_see_effects(client: Client, arta: int) -> None:
    effect = {"text": "hooray", "message_effect_id": "5046509860389126442"}
    assert "effect_id" in await client.api("sendMessage", chat_id=arta, **effect)
    assert "effect_id" not in await client.api("sendMessage", chat_id=client.group, **effect)
