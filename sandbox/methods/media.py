"""sendPhoto and its family, places, contacts, polls, dice, and albums by sendMediaGroup."""

from collections.abc import Callable
from typing import Any

from sandbox.errors import bad_request
from sandbox.formatting import format_text
from sandbox.media import asked_media, input_media_content
from sandbox.messages import public
from sandbox.methods.sending import caption_content, caption_fields, destination
from sandbox.model import JSON
from sandbox.params import Params
from sandbox.polls import dice, poll, poll_options
from sandbox.world import World

_CAPTIONED = frozenset(("photo", "document", "video", "audio", "voice", "animation"))
_SPOILERED = frozenset(("photo", "video", "animation"))
# Bot API, sendMediaGroup: documents and audio files stay among themselves.
_ALBUM_KINDS = ({"photo", "video"}, {"document"}, {"audio"})


def _sender(kind: str) -> Callable[[World, Params], JSON]:
    def send_file(world: World, params: Params) -> JSON:
        to = destination(world, params)
        caption = caption_content(world, params) if kind in _CAPTIONED else {}
        content = {**asked_media(world, params, kind), **caption}
        if kind in _SPOILERED and params.flag("has_spoiler"):
            content["has_media_spoiler"] = True
        return public(to.post(world, content))

    return send_file


def send_location(world: World, params: Params) -> JSON:
    to = destination(world, params)
    location = _location(params)
    for name in ("live_period", "heading", "proximity_alert_radius"):
        if (value := params.integer(name)) is not None:
            location[name] = value
    return public(to.post(world, {"location": location}))


def _location(params: Params) -> JSON:
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if latitude is None or longitude is None:
        raise bad_request("there is no location in the request")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("invalid coordinates specified")
    location: JSON = {"latitude": latitude, "longitude": longitude}
    if (accuracy := params.number("horizontal_accuracy")) is not None:
        location["horizontal_accuracy"] = accuracy
    return location


def send_venue(world: World, params: Params) -> JSON:
    to = destination(world, params)
    location = _location(params)
    venue: JSON = {
        "location": location,
        "title": params.required_text("title"),
        "address": params.required_text("address"),
    }
    for name in ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type"):
        if value := params.text(name):
            venue[name] = value
    return public(to.post(world, {"venue": venue, "location": location}))


def send_contact(world: World, params: Params) -> JSON:
    to = destination(world, params)
    contact: JSON = {
        "phone_number": params.required_text("phone_number"),
        "first_name": params.required_text("first_name"),
    }
    for name in ("last_name", "vcard"):
        if value := params.text(name):
            contact[name] = value
    return public(to.post(world, {"contact": contact}))


def send_dice(world: World, params: Params) -> JSON:
    return public(destination(world, params).post(world, dice(params.text("emoji"))))


def send_poll(world: World, params: Params) -> JSON:
    to = destination(world, params)
    question = _question(world, params, "question")
    options = poll_options(params.array("options") or [], world.user)
    settings = {**question, **_poll_settings(params)}
    if params.text("explanation"):
        settings.update(_question(world, params, "explanation"))
    return public(to.post(world, poll(question["question"], options, settings)))


def _question(world: World, params: Params, name: str) -> JSON:
    said = format_text(
        params.text(name) or "",
        parse_mode=params.text(f"{name}_parse_mode"),
        entities=params.objects(f"{name}_entities"),
        find_user=world.user,
    )
    return {name: said.text, **({f"{name}_entities": said.entities} if said.entities else {})}


def _poll_settings(params: Params) -> JSON:
    settings: JSON = {
        name: params.flag(name)
        for name in (
            "is_anonymous",
            "is_closed",
            "allows_multiple_answers",
            "allows_revoting",
            "members_only",
        )
        if params.values.get(name) is not None
    }
    for name in ("open_period", "close_date"):
        if (value := params.integer(name)) is not None:
            settings[name] = value
    if params.text("type") == "quiz":
        settings["type"] = "quiz"
        correct: list[Any] = params.array("correct_option_ids") or []
        if not correct and (single := params.integer("correct_option_id")) is not None:
            correct = [single]
        if not correct:
            raise bad_request("POLL_ANSWER_INVALID")
        settings["correct_option_ids"] = correct
    return settings


def send_media_group(world: World, params: Params) -> list[JSON]:
    to = destination(world, params)
    items = params.objects("media") or []
    if not 2 <= len(items) <= 10:
        raise bad_request("there must be 2-10 media in an album")
    kinds = {str(item.get("type")) for item in items}
    if not any(kinds <= allowed for allowed in _ALBUM_KINDS):
        raise bad_request("these media types can't be mixed in an album")
    contents = [
        {**input_media_content(world, params, item), **caption_fields(world, item)}
        for item in items
    ]
    album = {"media_group_id": str(world.counters.take("album"))}
    world.touched("settings", "counters")
    return [public(to.post(world, {**content, **album})) for content in contents]


METHODS = {
    "sendPhoto": _sender("photo"),
    "sendDocument": _sender("document"),
    "sendVideo": _sender("video"),
    "sendAudio": _sender("audio"),
    "sendVoice": _sender("voice"),
    "sendAnimation": _sender("animation"),
    "sendVideoNote": _sender("video_note"),
    "sendSticker": _sender("sticker"),
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "sendDice": send_dice,
    "sendPoll": send_poll,
    "sendMediaGroup": send_media_group,
}
