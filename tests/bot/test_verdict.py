"""What an error of Telegram's means for the row that met it: every branch, as a table."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.outcomes import _mended
from bot.verdict import Again, Moved, Never, Remedy, Verdict, judge, seconds_of
from desk.incoming import MessageRef
from desk.outgoing import (
    Address,
    Body,
    Call,
    Card,
    Chat,
    Claimed,
    General,
    Mark,
    Nobody,
    Priority,
    Recall,
    Relay,
    Revision,
    Topic,
)

AT = MessageRef(chat_id=7, message_id=3)
SAY = Call("sendMessage", {"text": "<b>a</b>"})
CHANGE = Call("editMessageText", {"message_id": 3, "text": "a"})
CARD = Card("a", {})
COPY = Relay((AT,), quote="a")
EDIT = Revision(AT, "edited")
TAKE_BACK = Recall(AT)
TICK = Mark(AT, "👌")
ARTA, TOPIC, GENERAL, NOBODY = Chat(7), Topic(1), General(), Nobody()
STAFF_TROUBLE = Again(60)


def row(
    body: Body = SAY,
    address: Address = ARTA,
    priority: Priority = Priority.PERSON,
    attempts: int = 1,
    lane: str = "lane",
) -> Claimed:
    created_at = datetime(2026, 11, 22, tzinfo=UTC)
    return Claimed(1, lane, address, body, priority, attempts, created_at)


def after(error: TelegramError, claimed: Claimed, **age: float) -> Verdict:
    return judge(error, claimed, timedelta(**age))


# Floods and moves


@pytest.mark.parametrize("wait", [7, timedelta(seconds=7)])
@pytest.mark.parametrize("address", [ARTA, TOPIC, GENERAL])
def test_a_flood_limit_is_waited_out_however_old_the_row(
    wait: int | timedelta, address: Address
) -> None:
    claimed = row(address=address, attempts=50)
    assert after(RetryAfter(wait), claimed, days=3) == Again(7, is_flood=True)


def test_bulk_mail_waits_out_a_flood_limit_too() -> None:
    """Telegram has refused it, so it has not been delivered."""
    assert after(RetryAfter(7), row(priority=Priority.BULK)) == Again(7, is_flood=True)


def test_the_seconds_of_a_flood_limit_keep_their_fraction() -> None:
    assert seconds_of(RetryAfter(timedelta(seconds=1.5))) == 1.5


@pytest.mark.parametrize("address", [ARTA, TOPIC, GENERAL])
def test_a_group_that_has_moved_says_where_to(address: Address) -> None:
    assert after(ChatMigrated(-100500), row(address=address)) == Moved(-100500)


# Refusals


@pytest.mark.parametrize("body", [SAY, COPY, EDIT, TAKE_BACK, TICK])
def test_a_person_may_refuse_the_bot(body: Body) -> None:
    refusal = Forbidden("Forbidden: bot was blocked by the user")
    assert after(refusal, row(body)) is Remedy.UNREACHABLE


@pytest.mark.parametrize("address", [TOPIC, GENERAL, NOBODY])
def test_the_staff_group_never_means_to_refuse(address: Address) -> None:
    refusal = Forbidden("Forbidden: bot was kicked from the supergroup chat")
    assert after(refusal, row(address=address), days=3) == STAFF_TROUBLE


@pytest.mark.parametrize(
    "description",
    [
        "not enough rights to create a topic",
        "not enough rights to send text messages to the chat",
        "have no rights to send a message",
        "need administrator rights in the channel chat",
        "CHAT_WRITE_FORBIDDEN",
    ],
)
def test_rights_that_staff_have_taken_away_are_waited_for(description: str) -> None:
    refusal = BadRequest(f"Bad Request: {description}")
    assert after(refusal, row(address=TOPIC), days=3) == STAFF_TROUBLE
    assert after(refusal, row(address=GENERAL), days=3) == STAFF_TROUBLE


def test_rights_that_are_missing_in_a_private_chat_will_not_come() -> None:
    refusal = BadRequest("Bad Request: not enough rights to send text messages to the chat")
    assert after(refusal, row()) == Never("Not enough rights to send text messages to the chat")


@pytest.mark.parametrize("address", [ARTA, TOPIC, GENERAL, NOBODY])
def test_a_token_that_is_refused_waits_for_the_operator(address: Address) -> None:
    assert after(InvalidToken(), row(address=address), days=3) == STAFF_TROUBLE


# Bad requests that have a remedy

DESCRIPTIONS: list[tuple[str, Body, Address, Verdict]] = [
    ("message is not modified: specified new message …", CHANGE, ARTA, Remedy.DONE),
    ("message is not modified", CARD, TOPIC, Remedy.DONE),
    ("message to delete not found", TAKE_BACK, ARTA, Remedy.DONE),
    ("message thread not found", COPY, TOPIC, Remedy.TOPIC_GONE),
    ("message thread not found", CARD, TOPIC, Remedy.TOPIC_GONE),
    ("TOPIC_DELETED", CARD, TOPIC, Remedy.TOPIC_GONE),
    ("TOPIC_ID_INVALID", Call("editForumTopic", {}), TOPIC, Remedy.TOPIC_GONE),
    ("TOPIC_CLOSED", COPY, TOPIC, Remedy.TOPIC_CLOSED),
    ("can't parse entities: Unsupported start tag", SAY, ARTA, Remedy.WITHOUT_TAGS),
    ("can't parse entities: Unclosed start tag", CARD, TOPIC, Remedy.WITHOUT_TAGS),
    ("QUOTE_TEXT_INVALID", COPY, ARTA, Remedy.WITHOUT_QUOTE),
    ("message to be replied: quote not found", COPY, TOPIC, Remedy.WITHOUT_QUOTE),
    ("message to edit not found", CHANGE, ARTA, Remedy.SEND_ANEW),
    ("message can't be edited", CHANGE, GENERAL, Remedy.SEND_ANEW),
    ("MESSAGE_ID_INVALID", CHANGE, ARTA, Remedy.SEND_ANEW),
    ("message to edit not found", CARD, TOPIC, Remedy.CARD_GONE),
    ("MESSAGE_ID_INVALID", CARD, TOPIC, Remedy.CARD_GONE),
    ("chat not found", SAY, ARTA, Remedy.UNREACHABLE),
    ("PEER_ID_INVALID", COPY, ARTA, Remedy.UNREACHABLE),
    ("user not found", SAY, ARTA, Remedy.UNREACHABLE),
    ("chat not found", CARD, TOPIC, STAFF_TROUBLE),
    ("chat not found", SAY, GENERAL, STAFF_TROUBLE),
]


@pytest.mark.parametrize(("description", "body", "address", "verdict"), DESCRIPTIONS)
def test_what_telegram_describes_has_a_remedy(
    description: str, body: Body, address: Address, verdict: Verdict
) -> None:
    refusal = BadRequest(f"Bad Request: {description}")
    assert after(refusal, row(body, address), days=3) == verdict


MENDED: list[tuple[str, Body, Address]] = [
    ("can't parse entities", Call("sendMessage", {"text": "<b>a", "parse_mode": "HTML"}), ARTA),
    ("can't parse entities", Card("<b>a", {}), TOPIC),
    ("can't parse entities", Relay((AT, AT), size=20), TOPIC),
    ("can't parse entities", EDIT, ARTA),
    ("QUOTE_TEXT_INVALID", COPY, TOPIC),
    ("message to edit not found", CHANGE, ARTA),
]


@pytest.mark.parametrize(("description", "body", "address"), MENDED)
def test_what_is_mended_is_changed_or_it_would_be_refused_for_ever(
    description: str, body: Body, address: Address
) -> None:
    verdict = after(BadRequest(f"Bad Request: {description}"), row(body, address))
    assert isinstance(verdict, Never) or _mended(_remedy(verdict), body) != body


def _remedy(verdict: Verdict) -> Remedy:
    assert isinstance(verdict, Remedy)
    return verdict


WITHOUT_REMEDY: list[tuple[str, Body, Address]] = [
    ("message to edit not found", EDIT, ARTA),
    ("message can't be edited", EDIT, TOPIC),
    ("message_id_invalid", COPY, ARTA),
    ("message_id_invalid", TICK, ARTA),
    ("message_id_invalid", Call("editMessageReplyMarkup", {}), ARTA),
    ("message thread not found", SAY, GENERAL),
    ("message thread not found", SAY, ARTA),
    ("topic_closed", SAY, GENERAL),
    ("message to copy not found", COPY, TOPIC),
    ("message can't be deleted for everyone", TAKE_BACK, ARTA),
    ("reaction_invalid", TICK, ARTA),
    ("button_data_invalid", SAY, ARTA),
]


@pytest.mark.parametrize(("description", "body", "address"), WITHOUT_REMEDY)
def test_what_has_no_remedy_is_never_tried_again(
    description: str, body: Body, address: Address
) -> None:
    verdict = after(BadRequest(f"Bad Request: {description}"), row(body, address))
    assert verdict == Never(description.capitalize())


# No answer, or one that says nothing

SILENCE = [
    NetworkError("Bad Gateway (502)"),
    TimedOut(),
    Conflict("Conflict: terminated by other getUpdates request"),
    TelegramError("Invalid server response"),
]


@pytest.mark.parametrize("error", SILENCE)
@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (40, 60)]
)
def test_silence_is_tried_again_ever_more_slowly(
    error: TelegramError, attempts: int, seconds: float
) -> None:
    assert after(error, row(attempts=attempts), minutes=10) == Again(seconds)


def test_silence_is_borne_for_a_day_however_often_it_was_tried() -> None:
    """Once a minute for a day is more than a thousand times."""
    assert after(TimedOut(), row(attempts=1400), hours=23) == Again(60)


@pytest.mark.parametrize("error", SILENCE)
def test_after_a_day_of_silence_the_row_is_given_up(error: TelegramError) -> None:
    assert after(error, row(), hours=24) == Again(1)
    assert after(error, row(), hours=25) == Never(error.message)


@pytest.mark.parametrize("error", SILENCE)
def test_bulk_mail_that_met_silence_is_not_sent_again_for_nobody_wants_it_twice(
    error: TelegramError,
) -> None:
    verdict = after(error, row(priority=Priority.BULK))
    assert verdict == Never(f"perhaps delivered: {error.message}")


def test_a_bad_request_is_no_silence_although_the_library_calls_it_a_network_error() -> None:
    assert isinstance(after(BadRequest("Bad Request: no"), row()), Never)


@pytest.mark.parametrize("address", [TOPIC, GENERAL])
@pytest.mark.parametrize(
    "refusal",
    [
        Forbidden("Forbidden: bot is not a member of the supergroup chat"),
        BadRequest("Chat not found"),
    ],
)
def test_a_further_staff_group_that_refuses_the_bot_is_lost(
    refusal: TelegramError, address: Address
) -> None:
    assert after(refusal, row(address=address, lane="staff:turkish")) is Remedy.GROUP_LOST
    assert after(refusal, row(address=address, lane="staff")) == STAFF_TROUBLE


def test_what_telegram_breaks_on_alone_does_not_hold_up_its_lane_for_a_day() -> None:
    """Whether it is this row or Telegram is told by what others have sent meanwhile."""
    broken = NetworkError("Internal Server Error")
    for attempts, works, verdict in (
        (9, True, Again(60)),
        (10, False, Again(60)),
        (10, True, Never("Internal Server Error")),
    ):
        found = judge(broken, row(COPY, TOPIC, attempts=attempts), timedelta(), works=works)
        assert found == verdict
