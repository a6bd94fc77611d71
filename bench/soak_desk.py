"""Rules of a soak about requests: what tables, topics, cards and clocks say of each is the same."""

from collections import Counter, defaultdict
from datetime import timedelta
from zoneinfo import ZoneInfo

import faq
from bench.desk_acts import units
from bench.soak_rules import Breaches, Evidence, Row, rule
from bot.knowledge import Library
from desk.clock import SystemClock
from desk.finding import words_of
from desk.languages import Language
from desk.life import Status
from desk.ratings import GRADES
from handlers import relay
from handlers.views.card import ICONS
from handlers.views.html import plain
from sandbox.icons import ICONS as THEIRS
from storage.database import Database
from tests.trial.stage import TOKEN
from tests.walks import after

Cards = dict[int, tuple[str, list[str]]]

_LATE = timedelta(seconds=60)
# What a card may say of a moment ago: a reply alone makes none wrong.
_CLOCK = ("Asked last:", "Due:")
_OVER = (Status.SOLVED, Status.CLOSED)


async def cards(database: Database, rows: list[Row], zone: ZoneInfo, group_id: int) -> Cards:
    """As the desk would write each of them now: the words, and what the buttons do."""
    base = faq.load(faq.SHIPPED)
    library = Library(faq.SHIPPED, base, faq.Index(base))
    found: Cards = {}
    desk = units(database, library, zone, group_id, SystemClock())
    for row in rows:
        async with desk.begin() as unit:
            ticket = await unit.context.tickets.look(row["id"])
            card = await relay.card_of(unit.context, ticket)
        found[row["id"]] = plain(card.text), _does(card.reply_markup)
    return found


def _does(markup: dict[str, list[list[dict[str, str]]]] | None) -> list[str]:
    rows = (markup or {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row]


@rule("each request stands where its history leads")
def history(evidence: Evidence) -> Breaches:
    events: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(evidence.tables["history"], key=lambda row: row["id"]):
        events[row["ticket_id"]].append(row)
    for ticket in evidence.tables["tickets"]:
        may_be = {Status.NEW}
        for event in events[ticket["id"]]:
            may_be = after(may_be, event["what"], event["detail"])
        if ticket["status"] not in may_be:
            steps = [event["what"] for event in events[ticket["id"]]]
            yield f"request {ticket['id']} is {ticket['status']}: {steps}"


@rule("what a member says at once opens one request")
def one_origin(evidence: Evidence) -> Breaches:
    origins = Counter(row["origin"] for row in evidence.tables["tickets"])
    yield from (f"{origin} opened {count}" for origin, count in origins.items() if count > 1)
    questions = Counter(
        row["ticket_id"] for row in evidence.tables["questions"] if row["ticket_id"] is not None
    )
    for number in questions:
        if number not in evidence.by_id:
            yield f"a question became request {number}, which is not there"


@rule("each request has one topic, which is there")
def topics(evidence: Evidence) -> Breaches:
    there = evidence.play.group.topics
    taken: Counter[int] = Counter()
    for ticket in _open(evidence):
        taken[ticket["topic_id"]] += 1
        if ticket["topic_id"] not in there and not _is_deleted(ticket, evidence):
            yield f"request {ticket['id']}: topic {ticket['topic_id']}"
    yield from (f"topic {topic} of {count}" for topic, count in taken.items() if count > 1)


def _open(evidence: Evidence) -> list[Row]:
    """Of members who are still known."""
    return [row for row in evidence.tables["tickets"] if row["requester_id"] > 0]


def _is_deleted(ticket: Row, evidence: Evidence) -> bool:
    """Somebody deleted it, and nobody has had a word to put there since."""
    return ticket["topic_id"] in evidence.play.deleted


@rule("each card shows how its request stands")
def shown(evidence: Evidence) -> Breaches:
    messages = evidence.play.group.messages
    for ticket in _open(evidence):
        if _is_deleted(ticket, evidence):
            continue
        card = messages.get(ticket["card_id"] or 0)
        words, buttons = evidence.cards[ticket["id"]]
        if card is None:
            yield f"request {ticket['id']} has no card"
        elif _told(card.get("text", "")) != _told(words):
            differ = set(_told(card.get("text", ""))) ^ set(_told(words))
            yield f"request {ticket['id']}: {differ}"
        elif _does(card.get("reply_markup")) != buttons:
            yield f"request {ticket['id']}: {_does(card.get('reply_markup'))}, not {buttons}"


def _told(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if not line.startswith(_CLOCK)]


@rule("each topic's icon says who has the word")
def icons(evidence: Evidence) -> Breaches:
    for ticket in _open(evidence):
        topic = evidence.play.group.topics.get(ticket["topic_id"] or 0)
        if topic is None:
            continue
        found = THEIRS.get(topic.icon_custom_emoji_id or "")
        if found != ICONS[Status(ticket["status"])]:
            yield f"request {ticket['id']} is {ticket['status']}, its topic shows {found}"


@rule("each topic is named after its request")
def names(evidence: Evidence) -> Breaches:
    for ticket in _open(evidence):
        topic = evidence.play.group.topics.get(ticket["topic_id"] or 0)
        if topic is not None and f"#{ticket['id']} " not in f"{topic.name} ":
            yield f"request {ticket['id']}: {topic.name}"


@rule("what a member goes on with is theirs")
def in_hand(evidence: Evidence) -> Breaches:
    for person in evidence.tables["people"]:
        ticket = evidence.by_id.get(person["ticket_id"] or 0)
        if ticket is not None and ticket["requester_id"] != person["id"]:
            yield f"{person['id']} goes on with request {ticket['id']} of another"


@rule("who has a request works at the desk")
def owners(evidence: Evidence) -> Breaches:
    staff = {person.id for person in evidence.play.staff}
    for ticket in evidence.tables["tickets"]:
        owner = ticket["owner_id"]
        if owner is not None and owner not in staff:
            yield f"request {ticket['id']} is with {owner}"
        if ticket["status"] == Status.TAKEN and owner is None:
            yield f"request {ticket['id']} is taken by nobody"


@rule("a request is answered when staff have answered it")
def answered(evidence: Evidence) -> Breaches:
    replied = {row["ticket_id"] for row in evidence.tables["messages"] if row["author"] == "staff"}
    for ticket in _open(evidence):
        is_answered = ticket["first_reply_at"] is not None
        if ticket["id"] in replied and not is_answered:
            yield f"request {ticket['id']} has an answer and does not know"


@rule("what is closed knows since when, and nothing else does")
def closed(evidence: Evidence) -> Breaches:
    for ticket in evidence.tables["tickets"]:
        if (ticket["status"] == Status.CLOSED) != (ticket["closed_at"] is not None):
            yield f"request {ticket['id']} is {ticket['status']}, closed {ticket['closed_at']}"


@rule("grades are from one to five, and one for each request")
def grades(evidence: Evidence) -> Breaches:
    for ticket in evidence.tables["tickets"]:
        if ticket["rating"] is not None and ticket["rating"] not in GRADES:
            yield f"request {ticket['id']}: {ticket['rating']}"


@rule("every question has had its answer")
def questions(evidence: Evidence) -> Breaches:
    for row in evidence.tables["questions"]:
        if row["kind"] == "text" and row["outcome"] is None and row["ticket_id"] is None:
            yield f"question {row['id']} of {row['person_id']}: {row['plain'][:60]}"


@rule("no clock of a request that is over runs on")
def timers_end(evidence: Evidence) -> Breaches:
    running = ("reply", "solution", "nudge", "warn", "close")
    for timer in evidence.tables["timers"]:
        ticket = evidence.by_id.get(timer["ticket_id"] or 0)
        if ticket is None or timer["fired_at"] is not None:
            continue
        if ticket["status"] == Status.CLOSED and timer["kind"] in running:
            yield f"{timer['key']} of request {ticket['id']}"


@rule("no timer is overdue, and none has failed")
def timers(evidence: Evidence) -> Breaches:
    for timer in evidence.tables["timers"]:
        if timer["attempts"]:
            yield f"{timer['key']} has failed {timer['attempts']} times"
        if timer["fired_at"] is None and timer["due_at"] < evidence.now - _LATE:
            yield f"{timer['key']} was due at {timer['due_at']}"


@rule("what was said in a request is found by its words")
def found(evidence: Evidence) -> Breaches:
    words = {row["ticket_id"]: set(row["words"]) for row in evidence.tables["finds"]}
    for row in evidence.tables["messages"]:
        ticket = evidence.by_id[row["ticket_id"]]
        is_erased = ticket["requester_id"] < 0 or ticket["erased_at"] is not None
        if is_erased or row["recalled_at"] is not None:
            continue
        for token in TOKEN.findall(row["html"]):
            missing = set(words_of(token)) - words.get(row["ticket_id"], set())
            if missing:
                yield f"{token} of request {row['ticket_id']}: {missing}"


@rule("a member's language is one of ours")
def languages(evidence: Evidence) -> Breaches:
    ours = set(Language)
    for person in evidence.tables["people"]:
        if person["language"] is not None and person["language"] not in ours:
            yield f"{person['id']}: {person['language']}"


@rule("held words are of somebody who was asked")
def held(evidence: Evidence) -> Breaches:
    for row in evidence.tables["held"]:
        if row["ticket_id"] not in evidence.by_id:
            yield f"words held of request {row['ticket_id']}, which is not there"
