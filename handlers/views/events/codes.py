"""Codes that a phone scans, as pictures: of one seat, and of a door."""

from base64 import b64encode
from io import BytesIO

import segno

from desk.outgoing import BinaryFile

_PIXELS = 12  # of a module: read from a dim screen at arm's length


def png(link: str) -> bytes:
    """With the quiet zone of four modules that ISO/IEC 18004 asks for."""
    out = BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=_PIXELS, border=4)
    return out.getvalue()


def picture(link: str, name: str) -> BinaryFile:
    return file(f"{name}.png", png(link))


def file(name: str, content: bytes) -> BinaryFile:
    return BinaryFile(name, b64encode(content).decode())
