"""JSON as it goes over the wire."""

import json
from typing import Any

from aiohttp import web

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encoded(value: Any) -> bytes:
    """A text may hold half of a surrogate pair, if a caller sent one; UTF-8 cannot."""
    return _encode(value).encode("utf-8", "replace")


def json_response(value: Any, status: int = 200) -> web.Response:
    return web.Response(body=encoded(value), status=status, content_type="application/json")
