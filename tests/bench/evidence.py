"""What a soak would leave behind, made by hand, so that one thing in it can be wrong."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bench.soak_rules import Evidence, Ordeal
from bench.soak_stage import Play, Said, Sent, Soul
from desk.languages import Language
from sandbox import Sandbox
from sandbox.icons import ICONS
from sandbox.messages import keep
from sandbox.model import JSON, Topic
from sandbox.population import add_person, found
from storage.columns import metadata
from tests.trial.stage import Stage

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
LONG_AGO, SOON = NOW - timedelta(hours=3), NOW + timedelta(hours=6)
TOPIC, CARD = 7, 8
TICKET: dict[str, Any] = {
    "id": 1, "requester_id": 0, "origin": "1:1", "status": "new", "topic_id": TOPIC,
    "card_id": CARD, "owner_id": None, "first_reply_at": None, "closed_at": None, "rating": None,
    "erased_at": None, "sign": None,
}  # fmt: skip
BOOKING: dict[str, Any] = {
    "id": 1, "uid": "one@linja", "mentor_id": 1, "requester_id": 5, "status": "booked",
    "starts_at": SOON, "ends_at": SOON + timedelta(hours=1), "until": None, "first_cell": 100,
    "end_cell": 115, "cause": None, "wish_id": None,
}  # fmt: skip
MENTOR: dict[str, Any] = {"id": 1, "person_id": None, "terms": {"per_day": 1}}
EVENT: dict[str, Any] = {
    "id": 1, "title": {"en": "e1-0 forum"}, "seats": 1, "taken": 1, "starts_at": NOW + timedelta(9),
}  # fmt: skip
SEAT: dict[str, Any] = {
    "id": 1, "event_id": 1, "person_id": 5, "status": "taken", "since": None, "until": None,
}  # fmt: skip
UPDATE: dict[str, Any] = {
    "update_id": 1, "done_at": NOW, "dead_at": None, "attempts": 0, "error": None,
}  # fmt: skip
PARCEL: dict[str, Any] = {
    "id": 1, "lane": "staff", "state": "sent", "priority": 2, "due_at": LONG_AGO, "body": "{}",
    "error": None,
}  # fmt: skip
MESSAGE: dict[str, Any] = {
    "id": 1, "ticket_id": 1, "author": "member", "html": "p0-1 Po", "recalled_at": None,
    "chat_id": 0, "message_id": 1,
}  # fmt: skip


def play() -> Play:
    """Two members, one of the staff, a topic with its card; nobody has said anything."""
    box = Sandbox(populate=False)
    found(box.world)
    made = Play(Stage(box), random.Random(1), [], [])
    for number in range(2):
        person = add_person(box.world, f"Person {number}")
        made.souls.append(Soul(person, number, Language.SQ, has_met=True))
    made.staff.append(add_person(box.world, "Besa"))
    new = next(key for key, emoji in ICONS.items() if emoji.startswith("❗"))
    made.group.topics[TOPIC] = Topic(TOPIC, "#1 SQ Raporti", 0, 99, {}, new)
    keep(box.world, made.group, message(made, CARD, "Request 1 – new", TOPIC))
    return made


def message(made: Play, number: int, text: str, thread: int = 0) -> JSON:
    """Of the bot's, in the staff group."""
    bot = made.world.bot.as_user()
    return {"message_id": number, "from": bot, "text": text, "message_thread_id": thread}


def evidence(made: Play | None = None, **tables: list[dict[str, Any]]) -> Evidence:
    """Of empty tables but for these, and of an ordeal in which nothing happened."""
    made = made or play()
    whole: dict[str, Any] = {table.name: [] for table in metadata.sorted_tables} | tables
    for row in whole["tickets"]:
        row["requester_id"] = row["requester_id"] or made.souls[0].person.id
    ordeal = Ordeal([], 0, 0, [], 0, "", 0)
    cards: dict[int, tuple[str, list[str]]] = {1: ("Request 1 – new", [])}
    return Evidence(whole, made, ordeal, cards, NOW, ZoneInfo("UTC"))


def after(found: Evidence, **parts: Any) -> Evidence:
    found.ordeal = replace(found.ordeal, **parts)
    return found


def said(made: Play, word: str, by: str = "member", **parts: Any) -> Said:
    """In their own chat, or in the topic."""
    soul = int(word[1:].partition("-")[0])
    chat = made.souls[soul].person.id if by == "member" else made.group.id
    known = Said(word, by, soul, 0.0, chat, 1)
    for name, value in parts.items():
        setattr(known, name, value)
    made.said[word] = known
    return known


def sent(made: Play, *words: str, to: int | None = None, at: float = 1.0, thread: int = 0) -> None:
    """By the bot: to a member of this number, or into a topic of the group."""
    chat = made.group.id if to is None else made.souls[to].person.id
    text = " ".join(words)
    made.watch.sent.append(Sent(at, chat, thread, len(made.watch.sent), words, text, False))
