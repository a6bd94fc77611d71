"""Rules of a soak about sessions, seats, votes, and people who were forgotten."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from bench.soak_rules import Breaches, Evidence, Row, rule
from desk.events.seats import Status as SeatStatus
from desk.mentoring.booking import Status, cells
from tests.trial.stage import TOKEN

_NUMBER = re.compile(r"\d+")
_LATE = timedelta(seconds=60)
_HOLDS = (SeatStatus.TAKEN, SeatStatus.OFFERED)
_OPEN = (*_HOLDS, SeatStatus.ASKED, SeatStatus.WAITING)


# Sessions


def _open(evidence: Evidence) -> list[Row]:
    """Bookings that take up time; a hold that is over takes none from anybody."""
    rows = [row for row in evidence.tables["bookings"] if Status(row["status"]).is_open]
    return [r for r in rows if r["status"] != Status.HELD or r["until"] > evidence.now]


def _overlaps(times: dict[int, list[tuple[int, int]]]) -> Iterable[str]:
    for who, taken in times.items():
        for (_, end), (later, _) in pairwise(sorted(taken)):
            if later < end:
                yield f"{who}: cell {later} is taken until {end}"


@rule("no mentor is in two places, nor in the time kept free")
def mentors(evidence: Evidence) -> Breaches:
    times: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in _open(evidence):
        times[row["mentor_id"]].append((row["first_cell"], row["end_cell"]))
    yield from _overlaps(times)


@rule("nobody is in two places, member or mentor")
def members(evidence: Evidence) -> Breaches:
    people = {row["id"]: row["person_id"] for row in evidence.tables["mentors"]}
    times: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in _open(evidence):
        own = cells(row["starts_at"], row["ends_at"])
        for person in {row["requester_id"], people[row["mentor_id"]]} - {None}:
            times[person].append((own.start, own.stop))
    yield from _overlaps(times)


@rule("the cells are those of the sessions that stand")
def booked_cells(evidence: Evidence) -> Breaches:
    numbers = {row["id"]: row for row in _open(evidence)}
    theirs: dict[int, set[int]] = defaultdict(set)
    for row in evidence.tables["mentor_cells"]:
        theirs[row["booking_id"]].add(row["cell"])
    for number, row in numbers.items():
        if theirs[number] != set(range(row["first_cell"], row["end_cell"])):
            yield f"booking {number} has not the mentor's cells that it says"
    stand = {r["id"] for r in evidence.tables["bookings"] if Status(r["status"]).is_open}
    for number in theirs.keys() - stand:
        yield f"booking {number} is over and keeps cells"


@rule("no mentor has more in a day than they allow")
def caps(evidence: Evidence) -> Breaches:
    known = {row["id"]: row for row in evidence.tables["mentors"]}
    days: Counter[tuple[int, Any]] = Counter()
    for row in _open(evidence):
        days[row["mentor_id"], _local(row["starts_at"], evidence).date()] += 1
    for (mentor, day), count in days.items():
        most = known[mentor]["terms"].get("per_day")
        if most is not None and count > most:
            yield f"mentor {mentor} has {count} on {day}, at most {most}"


def _local(at: datetime, evidence: Evidence) -> datetime:
    return at.astimezone(evidence.zone)


@rule("no hold outlives its time")
def holds(evidence: Evidence) -> Breaches:
    for row in evidence.tables["bookings"]:
        is_kept = row["status"] in (Status.HELD, Status.ASKED) and row["until"] is not None
        if is_kept and row["until"] < evidence.now - _LATE:
            yield f"booking {row['id']} is {row['status']} since {row['until']}"


@rule("a wish that is booked has its booking, and one that is offered its hold")
def wishes(evidence: Evidence) -> Breaches:
    known = {row["id"]: row for row in evidence.tables["bookings"]}
    held = {r["wish_id"] for r in known.values() if r["cause"] and r["status"] == Status.HELD}
    for row in evidence.tables["wishes"]:
        if row["state"] == "booked" and row["booking_id"] not in known:
            yield f"wish {row['id']}: booking {row['booking_id']} is not there"
        if row["state"] == "offered" and row["id"] not in held:
            yield f"wish {row['id']} is offered nothing"


@rule("both sides of a session were told of it as it stands")
def told(evidence: Evidence) -> Breaches:
    """By what was sent for their calendars; who has not opened the line cannot be told."""
    people = {row["id"]: row["person_id"] for row in evidence.tables["mentors"]}
    sent: dict[str, str] = defaultdict(str)
    for row in evidence.tables["outbox"]:
        if "BEGIN:VEVENT" in row["body"]:
            sent[row["lane"]] += row["body"]
    for row in evidence.tables["bookings"]:
        if row["status"] != Status.BOOKED:
            continue
        for person in (row["requester_id"], people[row["mentor_id"]]):
            is_known = person is not None and person > 0
            if is_known and row["uid"] not in sent[f"chat:{person}"]:
                yield f"booking {row['id']}: nothing for the calendar of {person}"


@rule("whoever waits for a mentor stands in the line once")
def in_line_once(evidence: Evidence) -> Breaches:
    waiting = Counter(
        (row["person_id"], row["mentor_id"], row["area"], row["kind"])
        for row in evidence.tables["wishes"]
        if row["state"] in ("waiting", "offered")
    )
    yield from (f"{who} stands there {count} times" for who, count in waiting.items() if count > 1)


# Seats


def _seats(evidence: Evidence, event_id: int, *statuses: str) -> list[Row]:
    rows = evidence.tables["seats"]
    return [row for row in rows if row["event_id"] == event_id and row["status"] in statuses]


@rule("no seat is given twice, and what is taken is counted")
def counted(evidence: Evidence) -> Breaches:
    for event in evidence.tables["events"]:
        taken = len(_seats(evidence, event["id"], *_HOLDS))
        if event["taken"] != taken:
            yield f"event {event['id']} counts {event['taken']}, {taken} have a seat"
        if event["seats"] is not None and taken > event["seats"]:
            yield f"event {event['id']} has {event['seats']} seats, {taken} are given"


@rule("nobody has two seats at an event")
def one_each(evidence: Evidence) -> Breaches:
    open_seats = Counter(
        (row["event_id"], row["person_id"])
        for row in evidence.tables["seats"]
        if row["status"] in _OPEN and row["person_id"] is not None
    )
    yield from (f"{who} has {count}" for who, count in open_seats.items() if count > 1)


@rule("seats were offered in the order of the line")
def line_in_order(evidence: Evidence) -> Breaches:
    """Whoever still waits came after all to whom one was offered out of the line."""
    steps: dict[int, set[str]] = defaultdict(set)
    for row in evidence.tables["seat_changes"]:
        steps[row["seat_id"]].add(row["step"])
    for event in evidence.tables["events"]:
        waiting = _seats(evidence, event["id"], SeatStatus.WAITING)
        first = min((row["since"] for row in waiting), default=None)
        for row in _seats(evidence, event["id"], *_HOLDS):
            if first is not None and "offer" in steps[row["id"]] and row["since"] > first:
                yield f"seat {row['id']} of event {event['id']} overtook one who waits"


@rule("nobody waits while a seat is free")
def none_free(evidence: Evidence) -> Breaches:
    """Where seats are offered still: near to the beginning the first to press has it."""
    for event in evidence.tables["events"]:
        lead = timedelta(hours=3, minutes=5)
        if event["seats"] is None or event["starts_at"] - evidence.now < lead:
            continue
        waiting = len(_seats(evidence, event["id"], SeatStatus.WAITING))
        if waiting and event["taken"] < event["seats"]:
            yield f"event {event['id']}: {event['seats'] - event['taken']} free, {waiting} wait"


@rule("no offer of a seat outlives its time")
def offers(evidence: Evidence) -> Breaches:
    for row in evidence.tables["seats"]:
        if row["status"] == SeatStatus.OFFERED and row["until"] < evidence.now - _LATE:
            yield f"seat {row['id']} is offered since {row['until']}"


@rule("every campaign that was due has ended")
def campaigns(evidence: Evidence) -> Breaches:
    for row in evidence.tables["campaigns"]:
        if row["ended_at"] is None and row["due_at"] < evidence.now - _LATE:
            yield f"campaign {row['key']} stands at {row['cursor']}"


@rule("each voter has one paper, of options that there are")
def votes(evidence: Evidence) -> Breaches:
    sizes = {row["id"]: len(row["options"]["en"]) for row in evidence.tables["ballots"]}
    papers: Counter[tuple[int, int]] = Counter()
    for row in evidence.tables["ballot_papers"]:
        papers[row["ballot_id"], row["voter"]] += 1
        if any(not 0 <= choice < sizes[row["ballot_id"]] for choice in row["choices"]):
            yield f"a paper of vote {row['ballot_id']}: {row['choices']}"
    yield from (f"{who} has {count} papers" for who, count in papers.items() if count > 1)


# Those who are nobody any more


@rule("those who were forgotten leave no word in any table")
def no_words(evidence: Evidence) -> Breaches:
    for word, places in evidence.words.items():
        said = evidence.play.said.get(word)
        if said is None or said.soul not in evidence.gone:
            continue
        forgotten_at = evidence.soul(said).forgotten_at
        if forgotten_at is not None and said.at < forgotten_at:
            yield f"{word} in {sorted(places)}"


@rule("nor does their number")
def no_numbers(evidence: Evidence) -> Breaches:
    gone = {str(evidence.play.souls[n].person.id) for n in evidence.gone}
    for name, rows in evidence.tables.items():
        for row in rows:
            for column, value in row.items():
                if not gone.isdisjoint(_NUMBER.findall(str(value))):
                    yield f"{name}.{column}: {str(value)[:60]}"


@rule("nor do their words stand in the staff group")
def no_words_there(evidence: Evidence) -> Breaches:
    for message in evidence.play.group.messages.values():
        if message["from"]["id"] != evidence.play.world.bot.id:
            continue  # what staff wrote themselves, staff delete
        text = message.get("text") or message.get("caption") or ""
        for word in TOKEN.findall(text):
            said = evidence.play.said.get(word)
            if said is not None and said.by == "member" and said.soul in evidence.gone:
                yield f"{word} in topic {message.get('message_thread_id', 0)}: {text[:60]!r}"
