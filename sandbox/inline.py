"""Inline mode: a person asks in any chat, the bot answers with results, one of them is sent."""

from typing import Any

from sandbox.errors import ControlRefused
from sandbox.formatting import format_text, message_caption, message_text
from sandbox.keyboards import markup_fields
from sandbox.media import media_by_id
from sandbox.model import JSON, Person
from sandbox.queries import Query
from sandbox.speech import Place, patiently, speak
from sandbox.world import World


async def ask_inline(world: World, person: Person, text: str) -> list[Any]:
    """The results; none if the bot did not answer within two seconds."""
    query_id = world.new_id()
    query = Query(person.id, world.clock.now().timestamp(), text=text)
    world.queries.ask(query_id, query)
    world.updates.add(
        "inline_query",
        {
            "id": query_id,
            "from": person.as_user(),
            "query": text,
            "offset": "",
            "chat_type": "sender",
        },
    )
    return await patiently(query) or []


def choose(world: World, person: Person, place: Place, result_id: str) -> JSON:
    """Sends a result in the person's name; the bot hears which one was chosen."""
    found = world.queries.results.get((person.id, result_id))
    if found is None:
        raise ControlRefused(f"{person.first_name} was shown no result {result_id}")
    asked, result = found
    markup = markup_fields(result.get("reply_markup"))
    content = {"via_bot": world.bot.as_user(), **_content(world, result), **markup}
    message = speak(world, person, place, content)
    chosen: JSON = {"result_id": result_id, "from": person.as_user(), "query": asked}
    if markup:
        inline_id = chosen["inline_message_id"] = f"AgAAA{world.new_id()}"
        world.queries.inline_messages[inline_id] = (place.chat.id, message["message_id"])
    world.updates.add("chosen_inline_result", chosen)
    return message


def _content(world: World, result: JSON) -> JSON:
    said = result.get("input_message_content")
    if isinstance(said, dict):
        return _said(world, said)
    if media := media_by_id(world, result):
        return {**media, **_caption(world, result)}
    kind = str(result.get("type"))
    if kind in ("location", "venue", "contact"):
        return _said(world, result)
    raise ControlRefused(f"the sandbox cannot send an inline result of type {kind}")


def _said(world: World, said: JSON) -> JSON:
    """An InputMessageContent: the fields tell which kind."""
    if "message_text" in said:
        content = message_text(
            format_text(
                str(said["message_text"]),
                parse_mode=said.get("parse_mode"),
                entities=said.get("entities"),
                find_user=world.user,
            )
        )
        preview = said.get("link_preview_options")
        return {**content, "link_preview_options": preview} if preview else content
    if "phone_number" in said:
        return {"contact": _picked(said, "phone_number", "first_name", "last_name", "vcard")}
    location = _picked(said, "latitude", "longitude", "horizontal_accuracy")
    if "address" in said:
        venue = {"location": location, **_picked(said, "title", "address")}
        return {"venue": venue, "location": location}
    return {"location": location}


def _picked(values: JSON, *names: str) -> JSON:
    return {name: values[name] for name in names if values.get(name) is not None}


def _caption(world: World, result: JSON) -> JSON:
    if not result.get("caption"):
        return {}
    return message_caption(
        format_text(
            str(result["caption"]),
            parse_mode=result.get("parse_mode"),
            entities=result.get("caption_entities"),
            find_user=world.user,
        )
    )
