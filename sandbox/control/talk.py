"""The control channel's words: people say, send, press, edit, react, ask inline."""

from typing import Any

from aiohttp import web

from sandbox.control.asked import Asked, Control, answering
from sandbox.control.sending import send
from sandbox.errors import ControlRefused
from sandbox.inline import ask_inline, choose
from sandbox.messages import as_seen
from sandbox.model import JSON
from sandbox.reactions import FREE_REACTIONS, plain_emoji, react
from sandbox.speech import (
    Place,
    button_at,
    edit,
    existing,
    press,
    require_voice,
    say,
    spoken_caption,
    spoken_text,
)


def place(asked: Asked) -> Place:
    return Place(
        asked.chat(),
        asked.optional_integer("thread"),
        asked.optional_integer("reply_to"),
        asked.optional_text("quote"),
    )


async def say_text(control: Control, asked: Asked) -> JSON:
    message = say(
        control.world,
        asked.person(),
        place(asked),
        asked.text("text"),
        asked.values.get("entities"),
    )
    return as_seen(asked.chat(), message)


async def send_items(control: Control, asked: Asked) -> list[JSON]:
    messages = send(control.world, asked, place(asked))
    return [as_seen(asked.chat(), message) for message in messages]


async def press_button(control: Control, asked: Asked) -> JSON | None:
    """With `data` a press is forged, as a modified client could do."""
    chat = asked.chat()
    message = existing(chat, asked.integer("message_id"))
    if asked.given("data"):
        button: JSON = {"callback_data": asked.text("data")}
    else:
        button = button_at(message, asked.integer("row", 0), asked.integer("col", 0))
    return await press(control.world, asked.person(), chat, message, button)


async def edit_message(control: Control, asked: Asked) -> JSON:
    world, chat = control.world, asked.chat()
    if asked.given("text"):
        content = spoken_text(world, asked.text("text"), asked.values.get("entities"))
    else:
        entities = asked.values.get("caption_entities")
        content = spoken_caption(world, asked.text("caption"), entities)
    return as_seen(chat, edit(world, asked.person(), chat, asked.integer("message_id"), content))


async def react_to(control: Control, asked: Asked) -> bool:
    person, chat = asked.person(), asked.chat()
    message = existing(chat, asked.integer("message_id"))
    emoji = asked.optional_text("emoji")
    emoji = plain_emoji(emoji) if emoji else None
    require_voice(person, chat)
    if emoji and emoji not in FREE_REACTIONS:
        raise ControlRefused(f"{emoji} is not one of Telegram's free reactions")
    react(control.world, chat, message["message_id"], person.as_user(), emoji)
    return True


async def ask(control: Control, asked: Asked) -> list[Any]:
    query = str(asked.values.get("query") or "")
    return await ask_inline(control.world, asked.person(), query)


async def choose_result(control: Control, asked: Asked) -> JSON:
    message = choose(control.world, asked.person(), place(asked), asked.text("result_id"))
    return as_seen(asked.chat(), message)


def routes(control: Control) -> list[web.RouteDef]:
    return [
        web.post("/control/say", answering(control, say_text)),
        web.post("/control/send", answering(control, send_items)),
        web.post("/control/press", answering(control, press_button)),
        web.post("/control/edit", answering(control, edit_message)),
        web.post("/control/react", answering(control, react_to)),
        web.post("/control/inline", answering(control, ask)),
        web.post("/control/inline/choose", answering(control, choose_result)),
    ]
