"""The many ways to write the same request, and who is let in."""

import json
from typing import Any

import pytest

from sandbox import Observer
from tests.sandbox.client import Client


class Listener:
    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, Any]]] = []

    def request(self, method: str, params: dict[str, Any]) -> None:
        self.heard.append((method, params))


@pytest.fixture
def listener(client: Client) -> Listener:
    listener: Listener = Listener()
    observer: Observer = listener
    client.box.observers.append(observer)
    return listener


KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}


async def test_a_form_with_nested_json_means_the_same_as_json(
    client: Client, arta: int, listener: Listener
) -> None:
    params: dict[str, Any] = {
        "chat_id": arta,
        "text": "42",
        "disable_notification": True,
        "reply_markup": KEYBOARD,
    }
    await client.api("sendMessage", **params)
    form = {k: v if isinstance(v, str) else json.dumps(v) for k, v in params.items()}
    await client.form("sendMessage", form)
    assert listener.heard == [("sendMessage", params)] * 2


async def test_a_query_string_will_do_and_case_does_not_matter(
    client: Client, arta: int, listener: Listener
) -> None:
    url = f"{client.box.url}/bot{client.box.token}/SENDmessage"
    async with client.http.get(url, params={"chat_id": str(arta), "text": "7"}) as response:
        answer = await response.json()
    assert answer["result"]["text"] == "7"
    assert listener.heard == [("sendMessage", {"chat_id": arta, "text": "7"})]


async def test_json_may_hold_what_a_form_would(client: Client, arta: int) -> None:
    sent = await client.api(
        "sendMessage", chat_id=str(arta), text="a", reply_markup=json.dumps(KEYBOARD)
    )
    assert sent["reply_markup"] == KEYBOARD


async def test_a_wrong_token_is_unauthorized(client: Client) -> None:
    async with client.http.get(f"{client.box.url}/bot1:wrong/getMe") as response:
        assert response.status == 401
        answer = await response.json()
    assert answer == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found(client: Client) -> None:
    assert await client.refusal("launchRocket") == "404 Not Found"


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({}, "chat_id is empty"),
        ({"chat_id": "@nobody", "text": "a"}, "chat not found"),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "a", "entities": [1]}, "can't parse entities JSON object"),
        ({"text": "a", "message_thread_id": "x"}, 'parameter "message_thread_id" must be of type'),
    ],
)
async def test_parameters_that_do_not_make_sense(
    client: Client, arta: int, params: dict[str, Any], refusal: str
) -> None:
    known = {"chat_id": arta, **params} if params else {}
    assert refusal in await client.refusal("sendMessage", **known)


async def test_unknown_parameters_are_ignored(client: Client, arta: int) -> None:
    await client.api("sendMessage", chat_id=arta, text="a", nonsense=1)


@pytest.mark.parametrize(
    ("path", "values", "sentence"),
    [
        ("say", {"person": 5, "chat": 5, "text": "a"}, "there is no person 5"),
        ("say", {"person": 700000003, "chat": 700000003}, '"text" must be a text'),
        ("say", {"person": 700000003, "chat": -1, "text": "a"}, "there is no chat -1"),
        ("say", {"person": "x", "chat": 1, "text": "a"}, '"person" must be a whole number'),
        ("people", {}, '"first_name" must be a text'),
        ("limits", {"overall": 3}, "a limit is null or [how many, in how many seconds]"),
        ("clock", {}, '"advance" must be a number'),
        ("faults", {"cut": "during"}, '"cut" must be before or after'),
        ("send", {"person": 700000003, "chat": 700000003}, '"items" must be a list'),
    ],
)
async def test_the_control_channel_refuses_in_one_clear_sentence(
    client: Client, path: str, values: dict[str, Any], sentence: str
) -> None:
    async with client.http.post(f"{client.box.url}/control/{path}", json=values) as response:
        assert response.status == 400
        answer = await response.json()
    assert answer["ok"] is False
    assert sentence in answer["error"]


async def test_the_page_is_served_and_nothing_beside_it(client: Client) -> None:
    async with client.http.get(f"{client.box.url}/") as response:
        assert response.status == 200
        assert response.content_type == "text/html"
    async with client.http.get(f"{client.box.url}/page/..%2Fbox.py") as response:
        assert response.status == 404
