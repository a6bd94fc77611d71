"""What people send besides text: files, also as albums, places, contacts, polls and dice."""

import base64
from typing import Any

from sandbox.control.asked import Asked
from sandbox.errors import ControlRefused
from sandbox.media import KINDS, media_content, store
from sandbox.model import JSON
from sandbox.params import Upload
from sandbox.polls import dice, poll, poll_options
from sandbox.samples import sample
from sandbox.speech import Place, speak, spoken_caption
from sandbox.world import World

_ALBUM = frozenset(("photo", "video", "document", "audio"))
_CAPTIONED = _ALBUM | {"voice", "animation"}


def send(world: World, asked: Asked, place: Place) -> list[JSON]:
    items = asked.values.get("items")
    if not isinstance(items, list) or not items or not all(isinstance(i, dict) for i in items):
        raise ControlRefused('"items" must be a list of at least one object')
    contents = [_content(world, asked, item, number) for number, item in enumerate(items)]
    if caption := asked.optional_text("caption"):
        spoken = spoken_caption(world, caption, asked.values.get("caption_entities"))
        _caption_first(items, contents, spoken)
    if 2 <= len(items) <= 10 and all(item.get("kind") in _ALBUM for item in items):
        album = str(world.counters.take("album"))
        contents = [{**content, "media_group_id": album} for content in contents]
    person = asked.person()
    return [speak(world, person, place, content) for content in contents]


def _caption_first(items: list[JSON], contents: list[JSON], spoken: JSON) -> None:
    if items[0].get("kind") not in _CAPTIONED:
        raise ControlRefused(f"a {items[0].get('kind')} has no caption")
    contents[0] = {**contents[0], **spoken}


def _content(world: World, asked: Asked, item: JSON, number: int) -> JSON:
    kind = str(item.get("kind"))
    if kind in KINDS:
        file = store(world, kind, _upload(asked, item, kind, number), item)
        content = media_content(kind, file)
        if kind in _CAPTIONED and item.get("caption"):
            entities = item.get("caption_entities")
            content.update(spoken_caption(world, str(item["caption"]), entities))
        return content
    return _small_talk(world, kind, item)


def _upload(asked: Asked, item: JSON, kind: str, number: int) -> Upload:
    """The file named by `file_field`, or `data_base64`, or a sample."""
    if field := item.get("file_field"):
        upload = asked.uploads.get(str(field))
        if upload is None:
            raise ControlRefused(f"there is no file in the field {field}")
        name = str(item.get("file_name") or upload.file_name)
        return Upload(name, upload.content_type, upload.data)
    given = sample(kind, number)
    name = str(item.get("file_name") or given.file_name)
    if data := item.get("data_base64"):
        return Upload(name, "", _decoded(str(data)))
    return Upload(name, given.content_type, given.data)


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except ValueError:
        raise ControlRefused('"data_base64" is not base64') from None


def _small_talk(world: World, kind: str, item: JSON) -> JSON:
    match kind:
        case "location":
            return {"location": _location(item)}
        case "venue":
            venue = {"title": item.get("title") or "Venue", "address": item.get("address") or ""}
            location = _location(item)
            return {"venue": {"location": location, **venue}, "location": location}
        case "contact":
            return {"contact": _contact(item)}
        case "poll":
            options = poll_options(item.get("options") or ["Yes", "No"], world.user)
            return poll(str(item.get("question") or "Question?"), options, {})
        case "dice":
            return dice(item.get("emoji"))
        case _:
            raise ControlRefused(f"the sandbox knows no kind {kind}")


def _location(item: JSON) -> JSON:
    """Prishtina, if the person does not say where."""
    try:
        return {
            "latitude": float(item.get("latitude") or 42.6629),
            "longitude": float(item.get("longitude") or 21.1655),
        }
    except (TypeError, ValueError):
        raise ControlRefused('"latitude" and "longitude" must be numbers') from None


def _contact(item: JSON) -> JSON:
    contact: dict[str, Any] = {
        "phone_number": str(item.get("phone_number") or "+38344000000"),
        "first_name": str(item.get("first_name") or "Contact"),
    }
    for name in ("last_name", "user_id", "vcard"):
        if item.get(name):
            contact[name] = item[name]
    return contact
