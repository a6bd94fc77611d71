"""Answers to what people did: callback and inline queries, and reactions to their messages."""

from sandbox.access import message_in, writable_chat
from sandbox.errors import bad_request
from sandbox.messages import is_service
from sandbox.model import JSON
from sandbox.params import Params
from sandbox.reactions import checked_reactions, set_reactions
from sandbox.world import World

MAX_ANSWER = 200
MAX_RESULTS = 50


def answer_callback_query(world: World, params: Params) -> bool:
    text = params.text("text") or ""
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: JSON = {
        "text": text or None,
        "show_alert": params.flag("show_alert"),
        "url": params.text("url"),
    }
    query = world.queries.answer(
        params.text("callback_query_id") or "", answer, world.clock.now().timestamp()
    )
    world.events.emit(
        "callback_answer",
        person=query.person_id,
        chat=query.chat_id,
        message_id=query.message_id,
        **answer,
    )
    return True


def answer_inline_query(world: World, params: Params) -> bool:
    results = params.objects("results")
    if results is None:
        raise bad_request("inline query results are not specified")
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if not all(1 <= len(id_.encode()) <= 64 for id_ in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    query = world.queries.answer(
        params.text("inline_query_id") or "", results, world.clock.now().timestamp()
    )
    for id_, result in zip(ids, results, strict=True):
        world.queries.results[query.person_id, id_] = (query.text, result)
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    chat = writable_chat(world, params)
    message = message_in(chat, params.integer("message_id"), "message to react not found")
    if is_service(message):
        raise bad_request("message can't be reacted")
    reactions = checked_reactions(params.array("reaction") or [])
    set_reactions(world, chat, message["message_id"], world.bot.id, reactions)
    return True


METHODS = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "setMessageReaction": set_message_reaction,
}
