"""The judge of calls: what the library sends passes, and a mistake is found where it is."""

import json
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputMediaPhoto,
    InputTextMessageContent,
    KeyboardButton,
    LinkPreviewOptions,
    MenuButtonCommands,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from tests.schema.spec import bot_api
from tests.schema.validator import ProblemKind, validate, validate_result

TOKEN = "1:fixed"
KEYBOARD = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Close", callback_data="tk.close:1", style="danger"),
            InlineKeyboardButton("Copy", copy_text=CopyTextButton("42")),
        ],
        [InlineKeyboardButton("Site", url="https://example.org")],
    ]
)
Call = Callable[[Bot], Awaitable[Any]]

CALLS: dict[str, Call] = {
    "a message with buttons": lambda bot: bot.send_message(
        1, "Mirë", parse_mode="HTML", reply_markup=KEYBOARD, message_thread_id=7
    ),
    "a reply without preview": lambda bot: bot.send_message(
        "@channel",
        "Zdravo",
        reply_parameters=ReplyParameters(3, quote="da"),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        entities=[MessageEntity("bold", 0, 3)],
        protect_content=True,
    ),
    "a question": lambda bot: bot.send_message(
        1, "?", reply_markup=ForceReply(input_field_placeholder="…")
    ),
    "a keyboard": lambda bot: bot.send_message(
        1,
        "?",
        reply_markup=ReplyKeyboardMarkup([[KeyboardButton("N", request_contact=True)], ["a"]]),
    ),
    "no keyboard": lambda bot: bot.send_message(1, "ok", reply_markup=ReplyKeyboardRemove()),
    "an uploaded document": lambda bot: bot.send_document(
        1, b"%PDF", caption="x", filename="a.pdf"
    ),
    "a photo by its id": lambda bot: bot.send_photo(1, "AgADBAAD", has_spoiler=True),
    "an album": lambda bot: bot.send_media_group(
        1, [InputMediaPhoto(b"1", caption="a"), InputMediaPhoto("AgADBAAD")]
    ),
    "an album of documents": lambda bot: bot.send_media_group(
        -1001, [InputMediaDocument(b"1"), InputMediaDocument(b"2")], message_thread_id=2
    ),
    "a copy": lambda bot: bot.copy_message(-1001, 1, 5, message_thread_id=9, reply_markup=KEYBOARD),
    "copies": lambda bot: bot.copy_messages(-1001, 1, [5, 6, 7], message_thread_id=9),
    "an edit": lambda bot: bot.edit_message_text("new", 1, 5, reply_markup=KEYBOARD),
    "an edit of media": lambda bot: bot.edit_message_media(InputMediaPhoto(b"1"), 1, 5),
    "an inline edit": lambda bot: bot.edit_message_reply_markup(inline_message_id="a"),
    "a deletion": lambda bot: bot.delete_messages(1, [5, 6]),
    "a topic": lambda bot: bot.create_forum_topic(-1001, "Arta", icon_color=7322096),
    "a topic's name": lambda bot: bot.edit_forum_topic(
        -1001, 3, name="b", icon_custom_emoji_id="5"
    ),
    "an answer to a button": lambda bot: bot.answer_callback_query("1", "ok", show_alert=True),
    "inline results": lambda bot: bot.answer_inline_query(
        "1",
        [InlineQueryResultArticle("a", "T", InputTextMessageContent("x"), reply_markup=KEYBOARD)],
        cache_time=0,
    ),
    "commands": lambda bot: bot.set_my_commands(
        [BotCommand("start", "Start")], scope=BotCommandScopeChat(-1001), language_code="sq"
    ),
    "a menu": lambda bot: bot.set_chat_menu_button(1, MenuButtonCommands()),
    "a reaction": lambda bot: bot.set_message_reaction(1, 5, [ReactionTypeEmoji("👍")]),
    "typing": lambda bot: bot.send_chat_action(1, "typing", message_thread_id=3),
    "a webhook": lambda bot: bot.set_webhook(
        "https://example.org", secret_token="a_b-9", allowed_updates=["message"]
    ),
    "a poll for updates": lambda bot: bot.get_updates(offset=-1, timeout=5, allowed_updates=[]),
    "an invitation": lambda bot: bot.create_chat_invite_link(
        -1001, expire_date=datetime(2026, 12, 1, tzinfo=UTC), member_limit=1
    ),
    "a place": lambda bot: bot.send_location(1, 42.66, 21.16, horizontal_accuracy=10.5),
    "a member": lambda bot: bot.get_chat_member(-1001, 5),
}


class NotSent(TelegramError):
    """The request was written down instead of being sent."""


class WrittenDown(BaseRequest):
    """A transport that keeps the last call, once as values and once as a form holds them."""

    def __init__(self) -> None:
        self.method = ""
        self.values: dict[str, Any] = {}
        self.form: dict[str, Any] = {}

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        assert request_data is not None
        files = {name: f"attach://{name}" for name in request_data.multipart_data or {}}
        known = bot_api().methods[url.rpartition("/")[2].lower()].params.fields
        files = {name: value for name, value in files.items() if name in known}
        self.method = url.rpartition("/")[2]
        self.values = {**request_data.parameters, **files}
        self.form = {**request_data.json_parameters, **files}
        raise NotSent(method)


async def written_down(call: Call) -> WrittenDown:
    transport = WrittenDown()
    with suppress(NotSent):
        await call(Bot(TOKEN, request=transport, get_updates_request=transport))
    assert transport.method
    return transport


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_what_the_library_sends_is_as_the_schema_says(call: Call) -> None:
    sent = await written_down(call)
    assert validate(sent.method, sent.values) == []
    assert validate(sent.method, sent.form) == []


async def test_a_parameter_the_bot_api_does_not_have_is_found_in_a_real_call() -> None:
    sent = await written_down(lambda bot: bot.send_message(1, "x", api_kwargs={"nonsense": 1}))
    assert kinds_and_paths(sent.method, sent.values) == {
        (ProblemKind.UNKNOWN_PARAMETER, "nonsense")
    }


def kinds_and_paths(method: str, params: dict[str, Any]) -> set[tuple[ProblemKind, str]]:
    return {(problem.kind, problem.path) for problem in validate(method, params)}


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "a", "callback_data": "b"}, {"text": "c", **button}]]}


BUTTON = "reply_markup.inline_keyboard[0][1]"
HELLO = {"chat_id": 1, "text": "hello"}
PHOTO = {"type": "photo", "media": "AgADBAAD"}
MISTAKES: list[tuple[str, dict[str, Any], ProblemKind, str]] = [
    ("sendMesage", HELLO, ProblemKind.UNKNOWN_METHOD, "sendMesage"),
    ("sendMessage", {**HELLO, "disable_web_page_preview": True}, ProblemKind.UNKNOWN_PARAMETER,
     "disable_web_page_preview"),
    ("sendMessage", {"chat_id": 1}, ProblemKind.MISSING, "text"),
    ("sendMessage", {"chat_id": 1, "text": None}, ProblemKind.MISSING, "text"),
    ("sendMessage", {**HELLO, "chat_id": 1.5}, ProblemKind.WRONG_TYPE, "chat_id"),
    ("sendMessage", {**HELLO, "chat_id": True}, ProblemKind.WRONG_TYPE, "chat_id"),
    ("sendMessage", {**HELLO, "text": 5}, ProblemKind.WRONG_TYPE, "text"),
    ("sendMessage", {**HELLO, "message_thread_id": "x"}, ProblemKind.WRONG_TYPE,
     "message_thread_id"),
    ("sendMessage", {**HELLO, "message_thread_id": "1_0"}, ProblemKind.WRONG_TYPE,
     "message_thread_id"),
    ("sendMessage", {**HELLO, "message_thread_id": "9" * 5000}, ProblemKind.WRONG_TYPE,
     "message_thread_id"),
    ("sendMessage", {**HELLO, "message_thread_id": 2**63}, ProblemKind.OUT_OF_LIMITS,
     "message_thread_id"),
    ("sendMessage", {**HELLO, "protect_content": "maybe"}, ProblemKind.WRONG_TYPE,
     "protect_content"),
    ("sendMessage", {**HELLO, "parse_mode": "html5"}, ProblemKind.NOT_ALLOWED, "parse_mode"),
    ("sendMessage", {**HELLO, "text": ""}, ProblemKind.OUT_OF_LIMITS, "text"),
    ("sendMessage", {**HELLO, "text": " \n"}, ProblemKind.OUT_OF_LIMITS, "text"),
    ("sendMessage", {**HELLO, "text": "x" * 4097}, ProblemKind.OUT_OF_LIMITS, "text"),
    ("sendMessage", {**HELLO, "reply_markup": "{"}, ProblemKind.WRONG_TYPE, "reply_markup"),
    ("sendMessage", {**HELLO, "reply_markup": keyboard(callback_data="ё" * 33)},
     ProblemKind.OUT_OF_LIMITS, BUTTON + ".callback_data"),
    ("sendMessage", {**HELLO, "reply_markup": json.dumps(keyboard(callback_data=""))},
     ProblemKind.OUT_OF_LIMITS, BUTTON + ".callback_data"),
    ("sendMessage", {**HELLO, "reply_markup": keyboard(url=1)}, ProblemKind.WRONG_TYPE,
     BUTTON + ".url"),
    ("sendMessage", {**HELLO, "reply_markup": keyboard(url="https://a.b", callback_data="x")},
     ProblemKind.NOT_ALLOWED, BUTTON),
    ("sendMessage", {**HELLO, "reply_markup": keyboard()}, ProblemKind.MISSING, BUTTON),
    ("sendMessage", {**HELLO, "reply_markup": keyboard(pay=True, colour="red")},
     ProblemKind.UNKNOWN_PARAMETER, BUTTON + ".colour"),
    ("sendMessage", {**HELLO, "reply_markup": keyboard(pay=True, style="red")},
     ProblemKind.NOT_ALLOWED, BUTTON + ".style"),
    ("sendMessage", {**HELLO, "reply_markup": {"inline_keyboard": [{"text": "a"}]}},
     ProblemKind.WRONG_TYPE, "reply_markup.inline_keyboard[0]"),
    ("sendMessage", {**HELLO, "entities": [{"type": "bold", "offset": 0}]}, ProblemKind.MISSING,
     "entities[0].length"),
    ("sendPhoto", {"chat_id": 1}, ProblemKind.MISSING, "photo"),
    ("sendMediaGroup", {"chat_id": 1, "media": [PHOTO]}, ProblemKind.OUT_OF_LIMITS, "media"),
    ("sendMediaGroup", {"chat_id": 1, "media": [PHOTO, {**PHOTO, "type": "gif"}]},
     ProblemKind.NOT_ALLOWED, "media[1].type"),
    ("sendMediaGroup", {"chat_id": 1, "media": [PHOTO, {"media": "x"}]}, ProblemKind.MISSING,
     "media[1].type"),
    ("sendMediaGroup", {"chat_id": 1, "media": [PHOTO, 7]}, ProblemKind.WRONG_TYPE, "media[1]"),
    ("copyMessages", {"chat_id": 1, "from_chat_id": 2, "message_ids": "[1,2"},
     ProblemKind.WRONG_TYPE, "message_ids"),
    ("deleteMessages", {"chat_id": 1, "message_ids": list(range(101))}, ProblemKind.OUT_OF_LIMITS,
     "message_ids"),
    ("editMessageText", {"message_id": 1, "text": "x"}, ProblemKind.MISSING, "chat_id"),
    ("createForumTopic", {"chat_id": 1, "name": "x" * 129}, ProblemKind.OUT_OF_LIMITS, "name"),
    ("createForumTopic", {"chat_id": 1, "name": "x", "icon_color": 5}, ProblemKind.NOT_ALLOWED,
     "icon_color"),
    ("setMyCommands", {"commands": [{"command": "Start", "description": "x"}]},
     ProblemKind.NOT_ALLOWED, "commands[0].command"),
    ("setMyCommands", {"commands": [], "scope": {"type": "everybody"}}, ProblemKind.NOT_ALLOWED,
     "scope.type"),
    ("sendChatAction", {"chat_id": 1, "action": "sleeping"}, ProblemKind.NOT_ALLOWED, "action"),
    ("sendLocation", {"chat_id": 1, "latitude": "north", "longitude": 1.0}, ProblemKind.WRONG_TYPE,
     "latitude"),
    ("setWebhook", {"url": "https://a.b", "secret_token": "ш"}, ProblemKind.NOT_ALLOWED,
     "secret_token"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "params", "kind", "path"), MISTAKES)
def test_a_mistake_is_found_where_it_is(
    method: str, params: dict[str, Any], kind: ProblemKind, path: str
) -> None:
    assert kinds_and_paths(method, params) == {(kind, path)}


def test_every_kind_of_problem_has_its_mistake() -> None:
    assert {kind for _, _, kind, _ in MISTAKES} == set(ProblemKind)


def test_a_method_is_known_in_any_case() -> None:
    assert validate("SENDmessage", HELLO) == []


def test_text_is_counted_as_it_will_be_read() -> None:
    longest = "x" * 4095 + "&amp;"
    assert (
        validate("sendMessage", {**HELLO, "text": f"<b>{longest}</b>", "parse_mode": "HTML"}) == []
    )
    assert (
        validate("sendMessage", {**HELLO, "text": f"*{longest}*", "parse_mode": "MarkdownV2"}) == []
    )
    assert validate("sendMessage", {**HELLO, "text": f"<b>{longest}</b>"}) != []


def test_callback_data_is_counted_in_bytes_up_to_the_last_one() -> None:
    assert (
        validate("sendMessage", {**HELLO, "reply_markup": keyboard(callback_data="ё" * 32)}) == []
    )


def test_an_answer_is_judged_by_what_its_method_returns() -> None:
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}
    assert validate_result("sendMessage", message) == []
    assert validate_result("editMessageText", True) == []
    assert validate_result("getUpdates", [{"update_id": 1, "message": message}]) == []
    found = {(p.kind, p.path) for p in validate_result("getMe", {"id": 1, "first_name": "L"})}
    assert found == {(ProblemKind.MISSING, "result.is_bot")}
    assert validate_result("sendMessage", True) != []


def test_a_problem_says_what_is_wrong() -> None:
    [problem] = validate("sendMessage", {"chat_id": 1})
    assert str(problem) == "missing: text (sendMessage)"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
METHODS = st.sampled_from([method.name for method in bot_api().methods.values()])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nothing_that_is_sent_makes_the_validator_fail(data: st.DataObject) -> None:
    method = data.draw(METHODS)
    names = [*bot_api().methods[method.lower()].params.fields, "nonsense"]
    params = data.draw(st.dictionaries(st.sampled_from(names), JSON, max_size=6))
    unknown = "nonsense" in params and params["nonsense"] is not None
    assert bool(validate(method, params)) >= unknown


def seconds(action: Callable[[], object]) -> float:
    """CPU time of the fastest of five runs, so that a busy machine does not fail the test."""

    def once() -> float:
        start = time.process_time()
        action()
        return time.process_time() - start

    return min(once() for _ in range(5))


def test_loading_and_judging_are_fast() -> None:
    call = {**HELLO, "parse_mode": "HTML", "reply_markup": json.dumps(keyboard(callback_data="x"))}
    assert seconds(bot_api.__wrapped__) < 0.1
    assert seconds(lambda: [validate("sendMessage", call) for _ in range(100)]) < 0.02
