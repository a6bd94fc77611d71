"""Generated updates: valid, alike for a seed, near to known people, and as odd as asked for."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from telegram import Update

from tests.schema.generator import Knobs, updates
from tests.schema.spec import bot_api
from tests.schema.validator import validate_object


def batch(seed: int = 1, count: int = 2000, **knobs: Any) -> list[dict[str, Any]]:
    return list(updates(seed, count, Knobs(**knobs)))


def content(update: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    [(kind, value)] = [item for item in update.items() if item[0] != "update_id"]
    return kind, value


def messages(made: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield from (value for kind, value in map(content, made) if kind.endswith(("message", "post")))


def test_the_library_parses_two_thousand_updates(monkeypatch: pytest.MonkeyPatch) -> None:
    # Else every duration that is parsed warns of a change in a future release.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    for number, update in enumerate(batch(seed=2026), start=1):
        parsed = Update.de_json(json.loads(json.dumps(update)), None)
        assert parsed.update_id == number


def test_updates_are_as_the_schema_says_and_of_every_kind() -> None:
    made = batch(seed=7)
    assert [problem for update in made for problem in validate_object("Update", update)] == []
    kinds = {content(update)[0] for update in made}
    update_type = bot_api().types["Update"]
    assert {"update_id", *kinds} == set(getattr(update_type, "fields", ()))


def test_the_same_seed_gives_the_same_updates_and_another_gives_others() -> None:
    assert batch(seed=5, count=200) == batch(seed=5, count=200)
    assert batch(seed=5, count=200) != batch(seed=6, count=200)


def test_a_longer_run_begins_like_a_shorter_one() -> None:
    assert batch(count=300)[:100] == batch(count=100)


def test_known_people_and_topics_are_touched_as_often_as_asked() -> None:
    made = batch(
        count=300, kinds=("message",), people=(11, 12), chats=(-1007, -(10**12) - 5), threads=(3,),
        known=1.0,
    )  # fmt: skip
    places = {(m["chat"]["id"], m.get("message_thread_id")) for m in messages(made)}
    assert {m["from"]["id"] for m in messages(made)} == {11, 12}
    assert {chat for chat, _ in places} == {11, 12, -1007, -(10**12) - 5}
    assert (-(10**12) - 5, 3) in places


def test_strangers_write_where_nobody_is_known() -> None:
    made = batch(count=100, kinds=("message",), people=(11,), known=0.0)
    assert 11 not in {m["from"]["id"] for m in messages(made)}


def test_only_the_wanted_chats_and_kinds_are_made() -> None:
    made = batch(count=200, kinds=("message", "channel_post"), chat_kinds=("private",))
    assert {content(update)[0] for update in made} == {"message"}
    assert {m["chat"]["type"] for m in messages(made)} == {"private"}


def test_a_person_stays_the_same_person() -> None:
    seen: dict[int, dict[str, Any]] = {}
    for message in messages(batch(count=500, kinds=("message",))):
        person = message["from"]
        assert seen.setdefault(person["id"], person) == person


def test_texts_are_as_uncomfortable_as_people_are() -> None:
    texts = [m["text"] for m in messages(batch(kinds=("message",))) if "text" in m]
    wanted = (
        "\u0633",
        "\u05d0",
        "\U0001f468\u200d",
        "İ",
        "ı",
        "љ",
        "<b>unclosed",
        "%(name)s",
        "\u200b",
    )
    assert [piece for piece in wanted if not any(piece in text for text in texts)] == []
    assert max(map(len, texts)) == 4096
    assert min(map(len, texts)) == 1
    assert any(text.startswith("/start") for text in texts)


def test_entities_lie_within_their_text_and_mark_what_they_name() -> None:
    commands = set()
    for message in messages(batch()):
        wide = message.get("text", "").encode("utf-16-le")
        for entity in message.get("entities", ()):
            start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
            marked = wide[start:end].decode("utf-16-le")
            assert len(marked.encode("utf-16-le")) == end - start > 0
            if entity["type"] == "bot_command":
                commands.add(marked)
    assert {"/start", "/help@linja_bot"} <= commands
    assert all(command.startswith("/") for command in commands)


def test_buttons_are_pressed_as_they_are_and_forged() -> None:
    made = batch(kinds=("callback_query",), buttons=("tk.close:1", "tk.open:7"))
    pressed = {query["data"] for _, query in map(content, made) if "data" in query}
    assert {"tk.close:1", "tk.close:999999999999999999999", "tk.close:x", "tk.close:"} <= pressed
    assert max(len(data.encode()) for data in pressed) <= 64
    assert min(len(data) for data in pressed) >= 1


def nesting(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(map(nesting, inner), default=0) if isinstance(value, dict | list) else 0


def test_objects_that_contain_themselves_end() -> None:
    rich = [m for m in messages(batch(count=6000)) if "rich_message" in m]
    assert max(map(nesting, rich)) > 5
    assert max(map(nesting, messages(batch(depth=9, count=1000)))) < 40
    assert max(map(nesting, messages(batch(depth=0)))) <= 4


def test_at_least_seven_hundred_are_made_in_a_second() -> None:
    def once() -> float:
        start = time.process_time()
        batch(count=300)
        return time.process_time() - start

    # CPU time, and the best of three, so that a busy machine does not fail the test.
    assert min(once() for _ in range(3)) < 300 / 700
