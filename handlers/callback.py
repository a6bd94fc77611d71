"""Buttons as typed values: packed into callback_data when shown, unpacked when pressed."""

from dataclasses import dataclass, fields
from typing import ClassVar, Self

_LIMIT = 64  # bytes of callback_data (Bot API, InlineKeyboardButton)
_LARGEST = 2**63 - 1


class CallbackTooLong(ValueError):
    """Telegram would refuse the button."""


@dataclass(frozen=True, slots=True)
class Callback:
    """The family. Fields are ids and slugs, never words; whoever presses is checked again."""

    prefix: ClassVar[str]

    def pack(self) -> str:
        """Raises CallbackTooLong."""
        parts = [self.prefix, *(str(getattr(self, field.name)) for field in fields(self))]
        data = ":".join(parts)
        if len(data.encode()) > _LIMIT:
            raise CallbackTooLong(data)
        return data

    @classmethod
    def unpack(cls, data: str) -> Self | None:
        """None where the data is another button's, or forged."""
        prefix, *values = data.split(":")
        expected = fields(cls)
        if prefix != cls.prefix or len(values) != len(expected):
            return None
        parsed = [_parse(value, field.type) for value, field in zip(values, expected, strict=True)]
        return None if None in parsed else cls(*parsed)


def _parse(value: str, kind: object) -> int | str | None:
    if kind is str:
        return value
    if not (value.isascii() and value.isdecimal()) or len(value) > len(str(_LARGEST)):
        return None
    number = int(value)
    return number if number <= _LARGEST else None
