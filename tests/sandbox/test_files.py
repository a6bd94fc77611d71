"""Files: up from bot and people, down again, the same file twice, and what is refused."""

import json
from typing import Any

import aiohttp
import pytest

from sandbox.images import image_size
from sandbox.samples import png
from tests.sandbox.client import BotApiError, Client

PICTURE = png(60, 40, (1, 2, 3))


def form(**fields: Any) -> aiohttp.FormData:
    """Bytes become files; the rest is written as multipart callers do."""
    data = aiohttp.FormData()
    for name, value in fields.items():
        if isinstance(value, bytes):
            data.add_field(name, value, filename=f"{name}.bin")
        else:
            data.add_field(name, value if isinstance(value, str) else json.dumps(value))
    return data


async def download(client: Client, file_id: str) -> bytes:
    file = await client.api("getFile", file_id=file_id)
    url = f"{client.box.url}/file/bot{client.box.token}/{file['file_path']}"
    async with client.http.get(url) as response:
        assert response.status == 200
        data = await response.read()
    assert len(data) == file["file_size"]
    return data


async def test_a_sent_document_can_be_downloaded_and_sent_again_by_its_id(
    client: Client, arta: int
) -> None:
    sent = await client.form("sendDocument", form(chat_id=arta, document=b"%PDF-1.7 hello"))
    document = sent["document"]
    assert (document["file_name"], document["file_size"]) == ("document.bin", 14)
    assert await download(client, document["file_id"]) == b"%PDF-1.7 hello"
    again = await client.api("sendDocument", chat_id=arta, document=document["file_id"])
    assert again["document"] == document


async def test_a_photo_comes_in_sizes_with_its_true_dimensions(client: Client, arta: int) -> None:
    sent = await client.form("sendPhoto", form(chat_id=arta, photo=PICTURE, caption="Look /x"))
    small, full = sent["photo"]
    assert (full["width"], full["height"]) == (60, 40)
    assert small["file_unique_id"] != full["file_unique_id"]
    assert await download(client, full["file_id"]) == PICTURE
    assert sent["caption_entities"][0]["type"] == "bot_command"


async def test_what_is_no_picture_cannot_be_a_photo(client: Client, arta: int) -> None:
    with pytest.raises(BotApiError, match="IMAGE_PROCESS_FAILED"):
        await client.form("sendPhoto", form(chat_id=arta, photo=b"hello"))


async def test_a_file_of_one_kind_is_not_another(client: Client, arta: int) -> None:
    sent = await client.form("sendDocument", form(chat_id=arta, document=PICTURE))
    photo = {"chat_id": arta, "photo": sent["document"]["file_id"]}
    assert await client.refusal("sendPhoto", **photo) == (
        "400 Bad Request: can't use file of type Document as Photo"
    )
    assert await client.refusal("sendPhoto", chat_id=arta, photo="nonsense") == (
        "400 Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert "failed to get HTTP URL content" in await client.refusal(
        "sendPhoto", chat_id=arta, photo="https://example.org/a.png"
    )


@pytest.mark.parametrize("kind", ["video", "audio", "voice", "animation", "video_note", "sticker"])
async def test_every_kind_of_file_goes_up_and_down(client: Client, arta: int, kind: str) -> None:
    method = "send" + kind.title().replace("_", "")
    sent = await client.form(method, form(chat_id=arta, **{kind: PICTURE}))
    assert await download(client, sent[kind]["file_id"]) == PICTURE
    copied = await client.api(
        "copyMessage", chat_id=client.group, from_chat_id=arta, message_id=sent["message_id"]
    )
    (copy,) = await client.messages(client.group)
    assert copy["message_id"] == copied["message_id"]
    assert copy[kind] == sent[kind]


async def test_an_album_is_attached_and_shares_one_id(client: Client, arta: int) -> None:
    media = [
        {"type": "photo", "media": "attach://one", "caption": "<b>a</b>", "parse_mode": "HTML"},
        {"type": "photo", "media": "attach://two"},
    ]
    sent = await client.form(
        "sendMediaGroup", form(chat_id=arta, media=media, one=PICTURE, two=PICTURE)
    )
    assert len({message["media_group_id"] for message in sent}) == 1
    assert sent[0]["caption_entities"] == [{"offset": 0, "length": 1, "type": "bold"}]
    assert "caption" not in sent[1]


async def test_an_album_has_two_to_ten_files_of_a_sort(client: Client, arta: int) -> None:
    photo = {"type": "photo", "media": "x"}
    for media in ([photo], [photo] * 11, [photo, {"type": "document", "media": "x"}]):
        assert "album" in await client.refusal("sendMediaGroup", chat_id=arta, media=media)


async def test_media_can_be_exchanged_by_an_edit(client: Client, arta: int) -> None:
    sent = await client.form("sendDocument", form(chat_id=arta, document=b"one", caption="a"))
    edited = await client.form(
        "editMessageMedia",
        form(
            chat_id=arta,
            message_id=sent["message_id"],
            media={"type": "photo", "media": "attach://new"},
            new=PICTURE,
        ),
    )
    assert "document" not in edited
    assert "caption" not in edited
    assert await download(client, edited["photo"][-1]["file_id"]) == PICTURE


async def test_a_person_sends_a_file_of_their_own(client: Client, arta: int) -> None:
    data = aiohttp.FormData()
    items = [{"kind": "document", "file_field": "f1", "file_name": "Ftesë.pdf"}]
    for name, value in (("person", arta), ("chat", arta), ("items", json.dumps(items))):
        data.add_field(name, str(value))
    data.add_field("f1", b"%PDF", filename="x.pdf", content_type="application/pdf")
    async with client.http.post(f"{client.box.url}/control/send", data=data) as response:
        (message,) = (await response.json())["result"]
    assert message["document"]["file_name"] == "Ftesë.pdf"
    assert message["document"]["mime_type"] == "application/pdf"
    (update,) = await client.updates()
    assert await download(client, update["message"]["document"]["file_id"]) == b"%PDF"
    unique = message["document"]["file_unique_id"]
    async with client.http.get(f"{client.box.url}/control/files/{unique}") as response:
        assert response.content_type == "application/pdf"
        assert await response.read() == b"%PDF"


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ({"kind": "location", "latitude": 1.5, "longitude": 2.5}, "location"),
        ({"kind": "contact", "phone_number": "+383", "first_name": "A"}, "contact"),
        ({"kind": "venue", "title": "Office"}, "venue"),
        ({"kind": "poll", "question": "When?", "options": ["a", "b"]}, "poll"),
        ({"kind": "dice", "emoji": "🎯"}, "dice"),
        ({"kind": "voice"}, "voice"),
        ({"kind": "document", "data_base64": "aGVsbG8=", "file_name": "a.txt"}, "document"),
    ],
)
async def test_people_send_whatever_telegram_has_and_it_can_be_copied(
    client: Client, arta: int, item: dict[str, Any], field: str
) -> None:
    (message,) = await client.control("send", person=arta, chat=arta, items=[item])
    assert field in message
    await client.api(
        "copyMessage",
        chat_id=client.group,
        from_chat_id=arta,
        message_id=message["message_id"],
    )
    (copy,) = await client.messages(client.group)
    assert copy[field] == message[field]


@pytest.mark.parametrize(
    ("method", "params", "field"),
    [
        ("sendLocation", {"latitude": 42.6, "longitude": 21.1}, "location"),
        ("sendVenue", {"latitude": 1, "longitude": 2, "title": "a", "address": "b"}, "venue"),
        ("sendContact", {"phone_number": "+383", "first_name": "A"}, "contact"),
        ("sendPoll", {"question": "?", "options": [{"text": "a"}, {"text": "b"}]}, "poll"),
        ("sendDice", {}, "dice"),
    ],
)
async def test_what_is_no_file_is_sent_too(
    client: Client, arta: int, method: str, params: dict[str, Any], field: str
) -> None:
    assert field in await client.api(method, chat_id=arta, **params)


async def test_the_same_file_id_is_found_by_getfile_only_if_it_exists(client: Client) -> None:
    assert await client.refusal("getFile", file_id="x") == (
        "400 Bad Request: wrong file_id or the file is temporarily unavailable"
    )


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PICTURE, (60, 40)),
        (b"GIF89a\x05\x00\x07\x00rest", (5, 7)),
        (
            b"\xff\xd8\xff\xe0\x00\x04AB\xff\xc0\x00\x11\x08\x00\x30\x00\x40\x03" + b"\0" * 9,
            (64, 48),
        ),
        (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x09\0\0\x13\0\0", (10, 20)),
        (b"hello", None),
    ],
)
def test_pictures_tell_their_size(data: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(data) == size
