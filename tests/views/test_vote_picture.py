"""The picture of a vote is a PNG whose bars are as long as the points say."""

import struct
import zlib

from handlers.views.events.picture import bars


def dots(png: bytes) -> list[bytes]:
    """The lines of an image, as its chunks say; their checks must fit."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, chunks = 8, {}
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        name, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        (check,) = struct.unpack(">I", png[at + 8 + size : at + 12 + size])
        assert check == zlib.crc32(name + content)
        chunks[name] = content
        at += 12 + size
    assert list(chunks) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    raw = zlib.decompress(chunks[b"IDAT"])
    assert len(raw) == height * (width + 1)
    return [raw[n * (width + 1) + 1 : (n + 1) * (width + 1)] for n in range(height)]


def test_bars_are_as_long_as_the_points() -> None:
    lines = dots(bars([(1, 40, True), (2, 20, False), (3, 0, False)]))
    assert (lines[26].count(3), lines[26].count(2)) == (440, 0)
    assert (lines[26 + 44].count(3), lines[26 + 44].count(2)) == (0, 220)
    assert (lines[26 + 88].count(3), lines[26 + 88].count(2)) == (0, 0)
    assert sum(line.count(1) for line in lines) > 100  # numbers and points


def test_there_is_a_picture_where_nobody_has_voted() -> None:
    lines = dots(bars([(1, 0, False), (1, 0, False)]))
    assert sum(line.count(2) + line.count(3) for line in lines) == 0
