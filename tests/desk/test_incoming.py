"""From Telegram's Message to what the desk cares about."""

from typing import Any

import pytest
from telegram import Message

from desk.incoming import Incoming, Kind, Media, MessageRef
from handlers.incoming import answered, incoming, kind_of
from tests.desk.stores import MORNING

CHAT = {"id": 5, "type": "private", "first_name": "Arta"}
FILE = {"file_id": "f", "file_unique_id": "u"}
SIZED = {**FILE, "width": 9, "height": 9}
TIMED = {**FILE, "duration": 1}
PLACE = {"latitude": 42.66, "longitude": 21.16}
PHOTO = [{**SIZED, "file_id": "small"}, {**SIZED, "file_id": "large", "file_unique_id": "l"}]
POLL = {
    "id": "1", "question": "Kur?", "options": [], "total_voter_count": 0, "is_closed": False,
    "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
    "allows_revoting": False, "members_only": False,
}  # fmt: skip


def message(**parts: Any) -> Message:
    made = {"message_id": 7, "date": int(MORNING.timestamp()), "chat": CHAT, **parts}
    return Message.de_json(made, None)


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"text": "Tung"}, Kind.TEXT),
        ({"photo": PHOTO}, Kind.PHOTO),
        ({"photo": PHOTO, "caption": "Tung"}, Kind.PHOTO),
        ({"photo": PHOTO, "live_photo": {**TIMED, "width": 9, "height": 9}}, Kind.PHOTO),
        ({"video": {**SIZED, **TIMED}}, Kind.VIDEO),
        ({"animation": {**SIZED, **TIMED}, "document": FILE}, Kind.VIDEO),
        ({"video_note": {**TIMED, "length": 9}}, Kind.VIDEO),
        ({"audio": TIMED}, Kind.AUDIO),
        ({"voice": TIMED}, Kind.VOICE),
        ({"document": FILE}, Kind.DOCUMENT),
        (
            {"sticker": {**SIZED, "type": "regular", "is_animated": False, "is_video": False}},
            Kind.STICKER,
        ),
        ({"location": PLACE}, Kind.LOCATION),
        ({"venue": {"location": PLACE, "title": "Zyra", "address": "1"}}, Kind.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "Besa"}}, Kind.CONTACT),
        ({"dice": {"emoji": "🎲", "value": 3}}, Kind.OTHER),
        ({"poll": POLL}, Kind.OTHER),
        ({"story": {"chat": CHAT, "id": 1}}, Kind.OTHER),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else "",
)
def test_what_people_send_has_a_kind(parts: dict[str, Any], kind: Kind) -> None:
    assert kind_of(message(**parts)) is kind


@pytest.mark.parametrize(
    "parts",
    [
        {"new_chat_members": [{"id": 5, "is_bot": False, "first_name": "Arta"}]},
        {"left_chat_member": {"id": 5, "is_bot": False, "first_name": "Arta"}},
        {"new_chat_title": "Linja"},
        {"new_chat_photo": PHOTO},
        {"delete_chat_photo": True},
        {"group_chat_created": True},
        {"forum_topic_created": {"name": "#1", "icon_color": 7322096}},
        {"forum_topic_edited": {"name": "#1"}},
        {"forum_topic_closed": {}},
        {"forum_topic_reopened": {}},
        {"migrate_to_chat_id": -100},
        {"write_access_allowed": {}},
        {},
    ],
    ids=lambda parts: next(iter(parts), "nothing"),
)
def test_what_telegram_says_itself_has_none(parts: dict[str, Any]) -> None:
    assert kind_of(message(**parts)) is None


def test_a_rich_message_is_something_that_somebody_said() -> None:
    """Bot API 10.1: it has neither text nor caption, and copyMessage copies it."""
    blocks = [{"type": "paragraph", "text": "Na duhet ndihmë"}]
    assert kind_of(message(rich_message={"blocks": blocks})) is Kind.OTHER


def test_words_come_with_their_form_and_without() -> None:
    said = message(text="Tung & <b>", entities=[{"type": "bold", "offset": 0, "length": 4}])
    assert incoming(said, Kind.TEXT) == Incoming(
        at=MessageRef(5, 7),
        kind=Kind.TEXT,
        html="<b>Tung</b> &amp; &lt;b&gt;",
        plain="Tung & <b>",
        sent_at=MORNING,
    )


def test_a_caption_is_what_a_picture_says() -> None:
    form = [{"type": "italic", "offset": 0, "length": 4}]
    found = incoming(
        message(photo=PHOTO, caption="Tung", caption_entities=form, media_group_id="g"), Kind.PHOTO
    )
    assert (found.html, found.plain, found.media_group_id) == ("<i>Tung</i>", "Tung", "g")


def test_a_picture_without_a_caption_says_nothing() -> None:
    found = incoming(message(photo=PHOTO), Kind.PHOTO)
    assert (found.html, found.plain) == ("", "")


@pytest.mark.parametrize(
    ("parts", "media"),
    [
        ({"photo": PHOTO}, Media("photo", "large", "l")),
        ({"video": {**SIZED, **TIMED}}, Media("video", "f", "u")),
        ({"animation": {**SIZED, **TIMED}, "document": FILE}, Media("animation", "f", "u")),
        ({"audio": TIMED}, Media("audio", "f", "u")),
        ({"document": FILE}, Media("document", "f", "u")),
        ({"voice": TIMED}, None),
        ({"video_note": {**TIMED, "length": 9}}, None),
        ({"text": "Tung"}, None),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_only_files_that_telegram_lets_swap_are_known(
    parts: dict[str, Any], media: Media | None
) -> None:
    assert incoming(message(**parts), Kind.OTHER).media == media


def test_an_answer_names_the_message_it_answers() -> None:
    before = {"message_id": 3, "date": 0, "chat": CHAT, "text": "Kur?"}
    assert answered(message(text="Nesër", reply_to_message=before)) == MessageRef(5, 3)
    assert answered(message(text="Nesër")) is None


def test_every_message_of_a_topic_answers_its_beginning_and_so_nothing() -> None:
    made = {"name": "#1", "icon_color": 7322096}
    begin = {"message_id": 3, "date": 0, "chat": CHAT, "forum_topic_created": made}
    assert answered(message(text="Tung", message_thread_id=3, reply_to_message=begin)) is None


@pytest.mark.parametrize(("quote", "kept"), [({"is_manual": True}, "Kur"), ({}, None)])
def test_a_quote_counts_where_somebody_chose_it(quote: dict[str, Any], kept: str | None) -> None:
    quote = {"text": "Kur", "position": 0, **quote}
    assert incoming(message(text="Nesër", quote=quote), Kind.TEXT).quote == kept
