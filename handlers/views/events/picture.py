"""What came of a vote as a picture: a bar for each option, with its number and its points.

Letters stand in the text beside it, so that they are in the reader's own; here are digits only. As
PNG (ISO/IEC 15948), one byte a dot from a palette.
"""

import struct
import zlib
from collections.abc import Sequence

_WIDTH, _ROW, _MARGIN, _SCALE = 640, 44, 24, 3
_BAR, _AT, _MOST = 24, 90, 440  # height, where bars begin, and the longest
_PALETTE = bytes((255, 255, 255, 40, 44, 52, 70, 130, 180, 46, 139, 87))
_PAPER, _INK, _LOSES, _WINS = range(4)
# Five rows of three dots, a bit each.
_DIGITS = (
    (7, 5, 5, 5, 7),
    (2, 6, 2, 2, 7),
    (7, 1, 7, 4, 7),
    (7, 1, 7, 1, 7),
    (5, 5, 7, 1, 1),
    (7, 4, 7, 1, 7),
    (7, 4, 7, 5, 7),
    (7, 1, 1, 2, 2),
    (7, 5, 7, 5, 7),
    (7, 5, 7, 1, 7),
)


def bars(rows: Sequence[tuple[int, int, bool]]) -> bytes:
    """A PNG; each row is a number, its points, and whether it wins."""
    height = 2 * _MARGIN + _ROW * len(rows)
    dots = [bytearray(_WIDTH) for _line in range(height)]
    most = max((points for _number, points, _wins in rows), default=0) or 1
    for place, (number, points, wins) in enumerate(rows):
        top = _MARGIN + place * _ROW
        length = round(_MOST * points / most)
        _write(dots, str(number), _MARGIN, top + 5)
        for line in dots[top : top + _BAR]:
            line[_AT : _AT + length] = bytes([_WINS if wins else _LOSES]) * length
        _write(dots, str(points), _AT + length + 12, top + 5)
    return _png(dots)


def _write(dots: Sequence[bytearray], digits: str, left: int, top: int) -> None:
    for place, digit in enumerate(digits):
        for row, bits in enumerate(_DIGITS[int(digit)]):
            for column in range(3):
                if bits & (4 >> column):
                    start = left + (place * 4 + column) * _SCALE
                    for line in dots[top + row * _SCALE : top + (row + 1) * _SCALE]:
                        line[start : start + _SCALE] = bytes([_INK]) * _SCALE


def _png(dots: Sequence[bytearray]) -> bytes:
    header = struct.pack(">IIBBBBB", _WIDTH, len(dots), 8, 3, 0, 0, 0)
    lines = b"".join(b"\0" + bytes(line) for line in dots)
    parts = (
        (b"IHDR", header),
        (b"PLTE", _PALETTE),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
