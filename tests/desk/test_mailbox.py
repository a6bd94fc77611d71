"""Which conversation an update belongs to, whatever Telegram sends."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.mailbox import mailbox_of

PERSON = {"id": 5, "is_bot": False, "first_name": "Arta"}
PRIVATE = {"id": 5, "type": "private"}
GROUP = {"id": -100, "type": "supergroup"}
IN_PRIVATE = {"message_id": 1, "chat": PRIVATE, "from": PERSON}
IN_TOPIC = {"message_id": 1, "chat": GROUP, "message_thread_id": 9, "is_topic_message": True}
NAMES = (
    "message edited_message channel_post callback_query my_chat_member chat_member inline_query "
    "message_reaction poll_answer chat_join_request business_message chat from user "
    "id message_thread_id is_topic_message tomorrow"
)
names = st.sampled_from(NAMES.split())
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
shallow = st.dictionaries(names, leaves | st.lists(leaves, max_size=2), max_size=3)
objects = st.dictionaries(names, leaves | shallow | st.lists(shallow, max_size=2), max_size=3)
updates = st.dictionaries(names, leaves | objects | st.lists(objects, max_size=2), max_size=4)


@pytest.mark.parametrize(
    ("update", "mailbox"),
    [
        ({"message": IN_PRIVATE}, "chat:5"),
        ({"edited_message": IN_PRIVATE}, "chat:5"),
        ({"callback_query": {"from": PERSON, "message": IN_PRIVATE}}, "chat:5"),
        ({"my_chat_member": {"chat": PRIVATE, "from": PERSON}}, "chat:5"),
        ({"inline_query": {"id": "1", "from": PERSON, "query": ""}}, "chat:5"),
        ({"poll_answer": {"poll_id": "1", "user": PERSON, "option_ids": []}}, "chat:5"),
        ({"message": IN_TOPIC}, "chat:-100:9"),
        ({"edited_message": IN_TOPIC}, "chat:-100:9"),
        ({"callback_query": {"from": PERSON, "message": IN_TOPIC}}, "chat:-100:9"),
        ({"message": {"chat": GROUP, "from": PERSON}}, "chat:-100"),
        ({"message": {"chat": GROUP, "message_thread_id": 9}}, "chat:-100"),
        ({"my_chat_member": {"chat": GROUP, "from": PERSON}}, "chat:-100"),
        ({"message_reaction": {"chat": GROUP, "user": PERSON}}, "chat:-100"),
        ({"callback_query": {"from": PERSON, "inline_message_id": "x"}}, "chat:5"),
        ({"poll": {"id": "1"}}, "other"),
        ({"message": {"chat": {"id": 2**63}}}, "other"),
        ({"message": {"chat": {"id": "5"}}}, "other"),
        ({"message": {**IN_TOPIC, "message_thread_id": 10**30}}, "chat:-100"),
        ({}, "other"),
    ],
    ids=lambda value: next(iter(value), "nothing") if isinstance(value, dict) else value,
)
def test_an_update_belongs_to_a_conversation(update: dict[str, Any], mailbox: str) -> None:
    assert mailbox_of({"update_id": 1, **update}) == mailbox


@given(updates)
@example({"message": None, "callback_query": [1]})
@example({"message": {"chat": []}, "tomorrow": {"chat": 1, "from": "Arta"}})
@example({"callback_query": {"message": {"chat": {"id": {"id": 1}}}}})
def test_no_update_is_too_strange(update: dict[str, Any]) -> None:
    mailbox = mailbox_of({"update_id": 1, **update})
    assert mailbox == "other" or mailbox.startswith("chat:")
    assert mailbox_of(json.loads(json.dumps({"update_id": 2, **update}))) == mailbox
