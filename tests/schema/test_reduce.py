"""The reduction of aiogram's schema: sentences become facts, and nothing else is lost."""

import ast
import io
import json
import tarfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.schema.literals import alternatives, facts
from tests.schema.reduce import BOT_API, UnexpectedSchema, read, reduced, returned, type_of, written
from tests.schema.spec import ObjectType, OneOf, bot_api

SENTENCES: list[tuple[str, str, dict[str, Any]]] = [
    ("String", "Type of the paid media, always 'photo'", {"choices": ["photo"]}),
    ("String", "Type of the result, must be mpeg4_gif", {"choices": ["mpeg4_gif"]}),
    ("String", "Style of the button. Must be one of 'danger' (red) or 'primary'. If omitted, 'no'.",
     {"choices": ["danger", "primary"]}),
    ("String", "Currently, can be 'mention' (@username), 'url' (https://telegram.org), 'pre'",
     {"choices": ["mention", "url", "pre"]}),
    ("String", "Choose one, depending on what: typing for text, record_video or upload_video for a",
     {"choices": ["typing", "record_video", "upload_video"]}),
    ("String", "Currency code. Pass 'XTR' for payments in Telegram Stars.", {}),
    ("String", "The codec, for example, 'h264' or 'av01'", {}),
    ("String", "Text, 1-4096 characters after entities parsing", {"min": 1, "max": 4096}),
    ("String", "Data to be sent, 1-64 bytes", {"min": 1, "max": 64, "unit": "bytes"}),
    ("String", "Offset length can't exceed 64 bytes.", {"max": 64, "unit": "bytes"}),
    ("String", "A two-letter ISO 639-1 language code", {}),
    ("String", "1-32 characters. Only lowercase English letters, digits and underscores.",
     {"min": 1, "max": 32, "pattern": "[a-z0-9_]*"}),
    ("Integer", "Always 0. It differs.", {"choices": [0]}),
    ("Integer", "Must be one of 7322096 (0x6FB9F0), or 16478047 (0xFB6F5F).",
     {"choices": [7322096, 16478047]}),
    ("Integer", "Period in seconds; must be one of 6 * 3600, 86400, or 2 * 86400", {}),
    ("Integer", "Must be between 1 and 360 if specified.", {"min": 1, "max": 360}),
    ("Integer", "Must be between 60 and 86400, or 0x7FFFFFFF for ever", {}),
    ("Integer", "Value, 1-6 for some and 1-64 for other dice", {}),
    ("Integer", "The minute in a week; 0 - 7 * 24 * 60", {}),
    ("Integer", "Required if inline_message_id is not specified. Its id.",
     {"unless": "inline_message_id"}),
    ("[Integer]", "A JSON-serialized list of 1-100 identifiers", {"min": 1, "max": 100}),
    ("[InputPaidMedia]", "A JSON-serialized Array; up to 10 items", {"max": 10}),
    ("[[PhotoSize]]", "Requested profile pictures (in up to 4 sizes each)", {}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "sentence", "expected"), SENTENCES)
def test_a_sentence_becomes_its_facts(kind: str, sentence: str, expected: dict[str, Any]) -> None:
    assert facts("anything", kind, sentence) == expected


def test_a_parse_mode_is_one_of_three() -> None:
    assert facts("quote_parse_mode", "String", "Mode for parsing.")["choices"][0] == "HTML"


def test_types_are_read_from_words() -> None:
    assert type_of("Array of Array of PhotoSize") == "[[PhotoSize]]"
    assert type_of("Integer or String") == "Integer|String"
    assert type_of("Array of InputMediaAudio, InputMediaPhoto and InputMediaVideo") == (
        "[InputMediaAudio|InputMediaPhoto|InputMediaVideo]"
    )


def test_a_button_must_do_exactly_one_thing() -> None:
    says = "Exactly one of the fields other than text and style must be used to specify the type."
    fields = {"text": True, "style": False, "url": False, "pay": False}
    assert alternatives(says, fields) == {"of": ["url", "pay"], "least": 1}


def test_a_method_that_does_not_say_what_it_returns_is_refused() -> None:
    with pytest.raises(UnexpectedSchema):
        returned("Use this method to wait.", {"Message"})


def entry(name: str, category: str, says: str, *annotations: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "category": category,
        "description": says,
        "annotations": list(annotations),
    }


def small_schema(version: str = BOT_API) -> dict[str, Any]:
    text = {"name": "text", "type": "String", "required": True, "description": "1-9 characters"}
    id_ = {"name": "id", "type": "Integer", "required": False, "description": ""}
    children = [
        entry("say", "methods", "Says it. On success, the sent Note is returned.", text, id_),
        entry("Note", "types", "A note."),
        entry("Any", "types", "It can be one of\n - Note\n - Any"),
        entry("InputFile", "types", "A file."),
    ]
    return {
        "api": {"version": version, "release_date": "2026-08-24"},
        "items": [{"children": children}],
    }


def test_a_schema_is_reduced_to_what_can_be_checked() -> None:
    api = json.loads(written(reduced(small_schema())))
    params = {"text": {"type": "String!", "min": 1, "max": 9}, "id": "Integer"}
    assert api["methods"] == {"say": {"returns": "Note", "params": params}}
    assert api["types"] == {"Note": {"fields": {}}, "Any": "Note|Any"}


def test_the_schema_is_found_within_a_source_distribution(tmp_path: Path) -> None:
    raw = json.dumps(small_schema()).encode()
    with tarfile.open(tmp_path / "aiogram.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo("aiogram-3/.butcher/schema/schema.json")
        member.size = len(raw)
        archive.addfile(member, io.BytesIO(raw))
    (tmp_path / "schema.json").write_bytes(raw)
    assert read(tmp_path / "aiogram.tar.gz") == read(tmp_path / "schema.json") == small_schema()


def test_another_version_of_the_bot_api_is_refused() -> None:
    with pytest.raises(UnexpectedSchema, match=r"9\.9"):
        reduced(small_schema("9.9"))


def test_the_stored_copy_is_whole() -> None:
    api = bot_api()
    assert (api.version, len(api.methods), len(api.types)) == (BOT_API, 185, 399)


def test_every_member_of_a_union_can_be_told_from_the_others() -> None:
    untold = {
        name
        for name, type_ in bot_api().types.items()
        if isinstance(type_, OneOf) and not all(_has_literal(str(m)) for m in _objects(type_))
    }
    assert untold == {"MaybeInaccessibleMessage", "InputMessageContent"}


def _objects(union: OneOf) -> list[str]:
    names = [getattr(member, "name", "") for member in union.members]
    return [name for name in names if name in bot_api().types]


def _has_literal(name: str) -> bool:
    type_ = bot_api().types[name]
    return isinstance(type_, ObjectType) and bool(type_.literals)


def test_aiograms_own_classes_agree_on_every_parameter_and_what_is_required() -> None:
    theirs = {method.lower(): fields for method, fields in aiograms_methods()}
    for name, method in bot_api().methods.items():
        # aiogram also keeps parameters that the Bot API has dropped.
        ours = method.params.fields
        assert set(ours) <= set(theirs[name]), name
        required = {field for field, needed in theirs[name].items() if needed}
        assert {field.name for field in ours.values() if field.required} == required, name


def aiograms_methods() -> Iterator[tuple[str, dict[str, bool]]]:
    """Methods with their fields and whether these are required, read without the slow import."""
    spec = find_spec("aiogram")
    assert spec is not None
    assert spec.origin is not None
    for path in sorted(Path(spec.origin).parent.glob("methods/*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                yield node.name, dict(annotated(node))


def annotated(node: ast.ClassDef) -> Iterator[tuple[str, bool]]:
    for item in node.body:
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            yield item.target.id, item.value is None
