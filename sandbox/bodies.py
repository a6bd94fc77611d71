"""Request bodies, of the Bot API and of the control channel: JSON, forms and multipart."""

import json
from typing import Any

from aiohttp import BodyPartReader, web

from sandbox.errors import bad_request
from sandbox.params import FILES, Params, Upload, decoded

_encode = json.JSONEncoder(ensure_ascii=False).encode


async def read_params(request: web.Request) -> Params:
    """Everything the caller sent, the body taking precedence over the query."""
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.can_read_body:
        match request.content_type:
            case "application/json":
                values.update(_json_object(await request.read()))
            case "multipart/form-data":
                fields, uploads = await read_multipart(request)
                values.update(fields)
                values.update({name: f"attach://{name}" for name in uploads if name in FILES})
            case _:
                values.update({name: str(value) for name, value in (await request.post()).items()})
    known = {name: decoded(name, value) for name, value in values.items()}
    _require_utf8(known)
    return Params(known, uploads)


def _require_utf8(values: dict[str, Any]) -> None:
    try:
        _encode(values).encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body) if body.strip() else {}
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("can't parse request JSON object")
    return values


async def read_multipart(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    """(plain fields, files); a part with a file name is a file."""
    try:
        return await _parts(request)
    except ValueError:
        raise bad_request("can't parse multipart request") from None


async def _parts(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    fields: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            fields[part.name] = data.decode("utf-8", "replace")
        else:
            kind = part.headers.get("Content-Type", "").partition(";")[0]
            uploads[part.name] = Upload(part.filename, kind, data)
    return fields, uploads
