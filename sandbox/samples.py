"""Small files of each kind, for people who send something without having anything at hand."""

import struct
import zlib

from sandbox.params import Upload


def png(width: int, height: int, color: tuple[int, int, int]) -> bytes:
    """A plain picture with a lighter diagonal, so that one sees which way is up."""
    light = tuple(min(255, part + 70) for part in color)
    rows = b"".join(
        b"\0"
        + b"".join(
            bytes(light if abs(x * height - y * width) < 8 * width else color) for x in range(width)
        )
        for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def wav(seconds: float) -> bytes:
    """Silence, 8 kHz, 8 bit."""
    rate = 8000
    data = b"\x80" * int(rate * seconds)
    form = struct.pack("<HHIIHH", 1, 1, rate, rate, 1, 8)
    chunks = b"fmt " + struct.pack("<I", len(form)) + form
    chunks += b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


# The head of an MP4 file: nothing to play, but what it claims to be (ISO 14496-12, ftyp).
_MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x08free"

_TEXT = "Sample document\n\nA small file to try things with.\n"


def sample(kind: str, number: int = 0) -> Upload:
    """`number` makes the pictures of an album differ."""
    colors = ((70, 110, 160), (150, 90, 90), (90, 140, 90), (140, 120, 70), (110, 90, 150))
    match kind:
        case "photo":
            return Upload("photo.png", "image/png", png(160, 120, colors[number % len(colors)]))
        case "sticker":
            return Upload("sticker.png", "image/png", png(128, 128, colors[number % len(colors)]))
        case "voice" | "audio":
            return Upload(f"{kind}.wav", "audio/wav", wav(1))
        case "video" | "animation" | "video_note":
            return Upload(f"{kind}.mp4", "video/mp4", _MP4)
        case _:
            return Upload("sample.txt", "text/plain", _TEXT.encode())
