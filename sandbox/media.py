"""Files become media: from an upload or a file_id to the object a message holds, by kind."""

import mimetypes
import secrets
from dataclasses import dataclass
from typing import Any

from sandbox.errors import Refused, bad_request
from sandbox.files import StoredFile
from sandbox.images import image_size
from sandbox.model import JSON
from sandbox.params import INTEGERS, Params, Upload, decoded
from sandbox.world import World

MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """`details` are the fields of the Bot API's object that a caller may give."""

    prefix: str
    folder: str
    default_mime: str
    details: tuple[str, ...]
    defaults: tuple[tuple[str, Any], ...] = ()
    named: bool = True


_SIZED = (("width", 640), ("height", 360), ("duration", 1))
KINDS = {
    "photo": Kind("AgAC", "photos", "image/jpeg", (), named=False),
    "document": Kind("BQAC", "documents", "application/octet-stream", ()),
    "video": Kind("BAAC", "videos", "video/mp4", ("width", "height", "duration"), _SIZED),
    "audio": Kind(
        "CQAC", "music", "audio/mpeg", ("duration", "performer", "title"), (("duration", 1),)
    ),
    "voice": Kind("AwAC", "voice", "audio/ogg", ("duration",), (("duration", 1),), named=False),
    "animation": Kind("CgAC", "animations", "video/mp4", ("width", "height", "duration"), _SIZED),
    "video_note": Kind(
        "DQAC",
        "video_notes",
        "video/mp4",
        ("length", "duration"),
        (("length", 240), ("duration", 1)),
        named=False,
    ),
    "sticker": Kind(
        "CAAC",
        "stickers",
        "image/webp",
        ("emoji",),
        (
            ("type", "regular"),
            ("width", 512),
            ("height", 512),
            ("is_animated", False),
            ("is_video", False),
        ),
        named=False,
    ),
}


def media_content(kind: str, file: StoredFile) -> JSON:
    """The fields of a message that shows this file."""
    if kind == "animation":
        names = ("file_id", "file_unique_id", "file_name", "mime_type", "file_size")
        document = {name: file.content[name] for name in names if name in file.content}
        return {"animation": file.content, "document": document}
    return {kind: file.content}


def asked_media(world: World, params: Params, kind: str) -> JSON:
    """The media a send... call names in the parameter called as its kind."""
    value = params.text(kind)
    if not value:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    return media_content(kind, _file(world, params, kind, value, params.values))


def input_media_content(world: World, params: Params, media: JSON) -> JSON:
    """The media of one InputMedia object."""
    kind = str(media.get("type"))
    if kind not in ("photo", "video", "document", "audio", "animation"):
        raise bad_request("can't parse InputMedia: Unsupported type specified")
    value = media.get("media")
    if not isinstance(value, str) or not value:
        raise bad_request("can't parse InputMedia: media not found")
    content = media_content(kind, _file(world, params, kind, value, media))
    if media.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return content


def media_by_id(world: World, result: JSON) -> JSON:
    """The media of a cached inline result, by whichever ..._file_id it has; empty if none."""
    for name, value in result.items():
        if name.endswith("_file_id") and (file := world.files.by_id(str(value))):
            return media_content(file.kind, file)
    return {}


def _file(world: World, params: Params, kind: str, value: str, details: Any) -> StoredFile:
    if value.startswith("attach://"):
        upload = params.uploads.get(value.removeprefix("attach://"))
        if upload is None or not upload.data:
            raise bad_request("file must be non-empty")
        if kind == "photo" and image_size(upload.data) is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        return store(world, kind, upload, details)
    if value.startswith(("http://", "https://")):
        # There is no internet in the sandbox.
        raise bad_request("failed to get HTTP URL content")
    file = world.files.by_id(value)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {_titled(file.kind)} as {_titled(kind)}")
    return file


def _titled(kind: str) -> str:
    return kind.title().replace("_", "")


def store(world: World, kind: str, upload: Upload, details: Any) -> StoredFile:
    """Keeps an upload as a new file of the sandbox."""
    size = len(upload.data)
    if size > MAX_UPLOAD:
        raise Refused(413, "Request Entity Too Large")
    if kind == "photo":
        return _store_photo(world, upload)
    what = KINDS[kind]
    content: JSON = dict(what.defaults)
    if kind == "sticker" and (pixels := image_size(upload.data)):
        content["width"], content["height"] = pixels
    content.update(_given(what, details))
    mime = _mime_type(kind, upload)
    if what.named:
        content["file_name"] = upload.file_name
    if kind not in ("sticker", "video_note"):
        content["mime_type"] = mime
    return _keep(world, kind, content, upload, mime)


def _given(what: Kind, details: Any) -> JSON:
    given = {name: decoded(name, details[name]) for name in what.details if details.get(name)}
    right = {name: int if name in INTEGERS else str for name in given}
    return {name: value for name, value in given.items() if isinstance(value, right[name])}


def _mime_type(kind: str, upload: Upload) -> str:
    guessed, _ = mimetypes.guess_type(upload.file_name)
    return guessed or upload.content_type or KINDS[kind].default_mime


def _store_photo(world: World, upload: Upload) -> StoredFile:
    size = len(upload.data)
    if size > MAX_PHOTO:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; "
            f"the maximum size is {MAX_PHOTO} bytes"
        )
    width, height = image_size(upload.data) or (640, 480)
    scale = min(1.0, 90 / max(width, height, 1))
    small = {"width": max(1, int(width * scale)), "height": max(1, int(height * scale))}
    mime = _mime_type("photo", upload)
    thumbnail = _keep(world, "photo", small, upload, mime)
    full = _keep(world, "photo", {"width": width, "height": height}, upload, mime)
    sizes = [thumbnail.content, full.content]
    for size_file in (thumbnail, full):
        file = StoredFile(
            size_file.file_unique_id,
            size_file.file_id,
            "photo",
            size_file.file_path,
            mime,
            size,
            sizes,
        )
        world.files.know(file)
    return file


def _keep(world: World, kind: str, content: JSON, upload: Upload, mime: str) -> StoredFile:
    what = KINDS[kind]
    number = world.counters.take("file")
    unique = f"AQAD{secrets.token_urlsafe(9)}".replace("-", "x").replace("_", "y")
    file_id = what.prefix + secrets.token_urlsafe(42)
    suffix = mimetypes.guess_extension(mime) or ""
    known = {"file_id": file_id, "file_unique_id": unique, "file_size": len(upload.data)}
    file = StoredFile(
        unique,
        file_id,
        kind,
        f"{what.folder}/file_{number}{suffix}",
        mime,
        len(upload.data),
        {**known, **content},
    )
    world.files.add(file, upload.data)
    world.touched("files", unique)
    world.touched("settings", "counters")
    return file
