"""Inline mode: asked in the person's name, answered by the bot, chosen, and edited later."""

import asyncio
from typing import Any

import pytest

from tests.sandbox.client import Client, ControlError

YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
ARTICLE = {
    "type": "article",
    "id": "a",
    "title": "Opening hours",
    "input_message_content": {"message_text": "<b>9-17</b>", "parse_mode": "HTML"},
}


async def ask(client: Client, person: int, results: list[dict[str, Any]]) -> Any:
    asking = asyncio.create_task(client.control("inline", person=person, query="hours"))
    (update,) = await client.confirmed_updates(timeout=5)
    assert update["inline_query"]["query"] == "hours"
    query_id = update["inline_query"]["id"]
    await client.api("answerInlineQuery", inline_query_id=query_id, results=results)
    return await asking


async def test_a_chosen_result_is_sent_in_the_persons_name(client: Client, arta: int) -> None:
    (result,) = await ask(client, arta, [ARTICLE])
    assert result["title"] == "Opening hours"
    message = await client.control("inline/choose", person=arta, chat=arta, result_id="a")
    assert (message["text"], message["from"]["id"]) == ("9-17", arta)
    assert message["via_bot"]["username"] == "linja_bot"
    said, chosen = await client.confirmed_updates()
    assert said["message"]["entities"][0]["type"] == "bold"
    assert chosen["chosen_inline_result"]["result_id"] == "a"
    assert "inline_message_id" not in chosen["chosen_inline_result"]


async def test_a_result_with_buttons_can_be_edited_by_its_inline_id(client: Client) -> None:
    besa = client.id_of("Besa")
    await ask(client, besa, [{**ARTICLE, "reply_markup": YES}])
    message = await client.control("inline/choose", person=besa, chat=client.group, result_id="a")
    _, chosen = await client.confirmed_updates()
    inline_id = chosen["chosen_inline_result"]["inline_message_id"]
    assert await client.api("editMessageText", inline_message_id=inline_id, text="closed") is True
    (shown,) = await client.messages(client.group)
    assert (shown["message_id"], shown["text"]) == (message["message_id"], "closed")


async def test_nobody_answers_a_query_nor_a_press(client: Client, arta: int) -> None:
    await client.api("sendMessage", chat_id=arta, text="?", reply_markup=YES)
    results, answer = await asyncio.gather(
        client.control("inline", person=arta, query="x"),
        client.control("press", person=arta, chat=arta, message_id=2),
    )
    assert (results, answer) == ([], None)
    with pytest.raises(ControlError, match="no result a"):
        await client.control("inline/choose", person=arta, chat=arta, result_id="a")


@pytest.mark.parametrize(
    ("results", "refusal"),
    [
        ([ARTICLE, ARTICLE], "RESULT_ID_DUPLICATE"),
        ([{**ARTICLE, "id": ""}], "RESULT_ID_INVALID"),
        ([{**ARTICLE, "id": str(n)} for n in range(51)], "RESULTS_TOO_MUCH"),
    ],
)
async def test_results_that_telegram_refuses(
    client: Client, results: list[dict[str, Any]], refusal: str
) -> None:
    answer = await client.refusal("answerInlineQuery", inline_query_id="1", results=results)
    assert answer == f"400 Bad Request: {refusal}"
