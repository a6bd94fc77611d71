"""Parcels as text, and back; text that nobody here can read is nothing."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from desk.outgoing import Address, Body


@dataclass(frozen=True, slots=True)
class Content:
    address: Address
    body: Body
    until: datetime | None = None


_CONTENT = TypeAdapter(Content)


def packed(address: Address, body: Body, until: datetime | None) -> str:
    """Raises ValueError where what is in it has not the type it should: it could not be read."""
    return _CONTENT.dump_json(Content(address, body, until), warnings="error").decode()


def unpacked(text: str) -> Content | None:
    """None for what another version has written, or another hand."""
    try:
        return _CONTENT.validate_json(text)
    except ValidationError:
        return None


def body_in(text: str) -> Body | None:
    content = unpacked(text)
    return content.body if content else None
