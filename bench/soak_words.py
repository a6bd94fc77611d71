"""Rules of a soak about what is said: nothing is lost, doubled, out of order, or astray."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from bench.soak_rules import Breaches, Evidence, rule
from bench.soak_stage import Said, Sent
from bot.worker import LEFT
from desk.outgoing import Priority
from tests.trial.stage import TOKEN

_MOMENT = 90.0  # seconds that words may have been on their way to somebody who blocked the bot
_SHORTLY = 8.0  # seconds in which a refusal may follow
_WAYS = (("p", "to staff"), ("r", "to members"))


# Updates and parcels


@rule("every update was taken in, once")
def taken_in(evidence: Evidence) -> Breaches:
    updates = evidence.play.world.updates
    known = Counter(row["update_id"] for row in evidence.tables["inbox"])
    for number in range(100_000_001, updates.next_id):
        if known[number] != 1:
            yield f"update {number}: {known[number]} times"
    for number in updates.pending:
        yield f"update {number} still waits at Telegram"


@rule("every update was handled")
def handled(evidence: Evidence) -> Breaches:
    for row in evidence.tables["inbox"]:
        if row["done_at"] is None:
            yield f"update {row['update_id']}: {row['error']}"


@rule("no dead letters, and no update failed")
def no_failure(evidence: Evidence) -> Breaches:
    for row in evidence.tables["inbox"]:
        # In hand as the program was killed; whoever is forgotten takes along why it failed.
        is_left = row["attempts"] < 3 and (row["error"] == LEFT or not row.get("raw", "?"))
        if row["dead_at"] is not None or (row["attempts"] and not is_left):
            yield f"update {row['update_id']}: {row['attempts']} failures, {row['error']}"


@rule("nothing waits to be sent but what is for later")
def all_sent(evidence: Evidence) -> Breaches:
    for row in evidence.tables["outbox"]:
        is_for_later = row["due_at"] > evidence.now and row["priority"] == Priority.BULK
        if row["state"] == "sending" or (row["state"] == "pending" and not is_for_later):
            yield f"row {row['id']} of {row['lane']}: {row['state']}, {row['body'][:80]}"


@rule("nothing failed but for the block of a member")
def none_failed(evidence: Evidence) -> Breaches:
    ids = {str(s.person.id) for s in evidence.play.souls if s.away or s.forgotten_at}
    for row in evidence.tables["outbox"]:
        to = row["lane"].partition(":")[2]
        is_bulk = row["priority"] == Priority.BULK  # what was perhaps delivered is not sent again
        if row["state"] == "failed" and to not in ids and not is_bulk and not _pointless(row):
            yield f"row {row['id']} of {row['lane']}: {row['error']}, {row['body'][:80]}"


def _pointless(row: Any) -> bool:
    """Nothing needed to be done: what it would have shown is shown already, or is gone."""
    return (row["error"] or "").startswith(_NEEDLESS)


_NEEDLESS = (
    "the topic has this name and icon",
    "there is no card, or it says all that it may",
    "the topic will be made as the ticket stands then",
    "its member is forgotten",
    "it has no copy",
    "it has not gone yet",
    "Message to react not found",
)


@rule("what goes to many came to nobody twice")
def bulk_once(evidence: Evidence) -> Breaches:
    times = Counter(
        (sent.chat_id, word)
        for sent in evidence.play.watch.sent
        for word in sent.words
        if word[0] == "e" and sent.chat_id > 0 and _is_reminder(evidence, sent)
    )
    for (chat, word), count in times.items():
        if count > _reminders_of(evidence, word):
            yield f"{word} {count} times in chat {chat}"


def _is_reminder(evidence: Evidence, sent: Sent) -> bool:
    message = evidence.play.world.chats[sent.chat_id].messages.get(sent.message_id)
    rows = (message or {}).get("reply_markup", {}).get("inline_keyboard", [])
    return any(b.get("callback_data", "").startswith("ev.come") for row in rows for b in row)


def _reminders_of(evidence: Evidence, word: str) -> int:
    """How often an event was reminded of: its campaigns of that kind."""
    event = next(e for e in evidence.tables["events"] if e["title"]["en"].startswith(word))
    return sum(
        c["event_id"] == event["id"] and c["kind"] == "reminder"
        for c in evidence.tables["campaigns"]
    )


# Words


@rule("every word that was said is kept")
def kept(evidence: Evidence) -> Breaches:
    for by in ("member", "staff"):
        for said in evidence.said(by):
            places = evidence.words.get(said.word, set()) - {"inbox", "outbox"}
            if not places and not _is_nobodys(said, evidence):
                yield f"{said.word}, said by a {by}"


def _is_nobodys(said: Said, evidence: Evidence) -> bool:
    """Said into a topic that was deleted before the bot heard it, or of a forgotten member's."""
    return said.soul in evidence.gone


@rule("every word of a request stood in its topic")
def reached_staff(evidence: Evidence) -> Breaches:
    for row in _told(evidence, "member"):
        for word in _counted(row, "p", evidence):
            sent = evidence.first.get(word)
            if sent is None:
                yield f"{word} of request {row['ticket_id']}"


@rule("every word of staff's reached its member")
def reached_members(evidence: Evidence) -> Breaches:
    for row in _told(evidence, "staff"):
        for word in _counted(row, "r", evidence):
            said = evidence.play.said[word]
            if word not in evidence.first and not _was_away(said, evidence):
                yield f"{word} of request {row['ticket_id']}"


def _told(evidence: Evidence, author: str) -> Iterable[Any]:
    return (
        row
        for row in evidence.tables["messages"]
        if row["author"] == author and row["recalled_at"] is None
    )


def _counted(row: Any, kind: str, evidence: Evidence) -> list[str]:
    found = [word for word in TOKEN.findall(row["html"]) if word[0] == kind]
    return [word for word in found if word in evidence.play.said]


def _was_away(said: Said, evidence: Evidence) -> bool:
    away = evidence.soul(said).away
    return any(begun - _MOMENT < said.at < ended + _MOMENT for begun, ended in away)


@rule("no note has left the group")
def notes_stay(evidence: Evidence) -> Breaches:
    notes = {s.word for s in evidence.play.said.values() if s.by == "note"}
    for sent in evidence.play.watch.sent:
        if sent.chat_id > 0 and not notes.isdisjoint(sent.words):
            yield f"{sent.words} in chat {sent.chat_id}"


@rule("nobody has read the words of another's conversation")
def nobody_elses(evidence: Evidence) -> Breaches:
    people = {soul.person.id: soul.number for soul in evidence.play.souls}
    for sent in evidence.play.watch.sent:
        for word in sent.words if sent.chat_id > 0 else ():
            said = evidence.play.said.get(word)
            if said is not None and said.soul != people[sent.chat_id]:
                yield f"{word} in the chat of {people[sent.chat_id]}"


@rule("no topic has the words of two members")
def topics_of_one(evidence: Evidence) -> Breaches:
    owners: dict[int, set[int]] = defaultdict(set)
    for sent in evidence.play.watch.sent:
        for word in sent.words if sent.chat_id == evidence.group_id and sent.thread else ():
            if word in evidence.play.said:
                owners[sent.thread].add(evidence.play.said[word].soul)
    for thread, souls in owners.items():
        if len(souls) > 1:
            yield f"topic {thread}: members {sorted(souls)}"


@rule("words of a request came in their order")
def in_order(evidence: Evidence) -> Breaches:
    """By the rows of each request, which are in the order in which they were said."""
    for kind, way in _WAYS:
        newest: dict[int, tuple[float, str]] = {}
        author = "member" if kind == "p" else "staff"
        for row in sorted(_told(evidence, author), key=lambda row: row["id"]):
            for word in _counted(row, kind, evidence):
                if (sent := evidence.first.get(word)) is None:
                    continue
                before = newest.get(row["ticket_id"], (0.0, ""))
                if sent.at < before[0]:
                    yield f"{word} before {before[1]} of request {row['ticket_id']}, {way}"
                newest[row["ticket_id"]] = max(before, (sent.at, word))


@rule("rows of a request are in the order in which it was said")
def noted_in_order(evidence: Evidence) -> Breaches:
    newest: dict[tuple[int, str], tuple[int, str]] = {}
    for row in sorted(evidence.tables["messages"], key=lambda row: row["id"]):
        words = [w for w in TOKEN.findall(row["html"])[:1] if w in evidence.play.said]
        for word in words:
            place = (row["ticket_id"], word[0])
            number = int(word.partition("-")[2])
            before = newest.get(place, (-1, ""))
            if number < before[0] and row["author"] == "member":
                yield f"{word} after {before[1]} of request {row['ticket_id']}"
            newest[place] = max(before, (number, word))


@rule("doubled: no more than was in flight at a kill or cut off")
def doubled(evidence: Evidence) -> Breaches:
    repeats = _repeats(evidence)
    most = evidence.ordeal.in_flight + evidence.ordeal.cut
    if len(repeats) > most:
        yield f"{len(repeats)} sends repeated, {most} in flight or cut off"
        yield from (f"{sent.words} in {sent.chat_id}/{sent.thread}" for sent in repeats)


def _repeats(evidence: Evidence) -> list[Sent]:
    """What stands twice in one place, word for word; screens and lists are shown as they are asked
    for.
    """
    seen: set[tuple[int, int, str]] = set()
    found = []
    for sent in evidence.play.watch.sent:
        is_general = sent.chat_id == evidence.group_id and not sent.thread
        if is_general or sent.is_screen or not any(evidence.is_across(w, sent) for w in sent.words):
            continue
        said = (sent.chat_id, sent.thread, sent.text)
        if said in seen:
            found.append(sent)
        seen.add(said)
    return found


@rule("topics without a request: no more than were in flight or cut off")
def orphans(evidence: Evidence) -> Breaches:
    """A topic that Telegram made without saying so is made again."""
    known = {row["topic_id"] for row in evidence.tables["tickets"]}
    empty = evidence.play.group.topics.keys() - known
    most = evidence.ordeal.in_flight + evidence.ordeal.cut
    if len(empty) > most:
        yield f"{len(empty)} topics, {most} in flight or cut off"


@rule("what was edited reads so on the other side")
def edited(evidence: Evidence) -> Breaches:
    texts = {word for words in evidence.play.watch.last.values() for word in words}
    for said in evidence.play.said.values():
        if said.edit is None or said.word not in evidence.first or said.soul in evidence.gone:
            continue
        row = _row_of(said, evidence)
        is_told = row is not None and said.edit in row["html"]
        is_over = row is None or row["recalled_at"] is not None or _was_away(said, evidence)
        if is_told and not is_over and said.edit not in texts:
            yield f"{said.edit} of {said.word}"


def _row_of(said: Said, evidence: Evidence) -> Any:
    return next(
        (
            row
            for row in evidence.tables["messages"]
            if (row["chat_id"], row["message_id"]) == (said.chat_id, said.message_id)
        ),
        None,
    )


# Telegram


@rule("no call was refused as too many, but those that were ordered")
def floods(evidence: Evidence) -> Breaches:
    """A program that is started anew knows nothing of what was sent a moment before; and no pace
    knows of the answer to somebody who is forgotten, since a row of it would hold where they are.
    """
    others = [call for call in evidence.ordeal.floods if not _is_unknowable(call, evidence)]
    if len(others) > evidence.ordeal.ordered_floods:
        yield f"{len(others)} refusals, {evidence.ordeal.ordered_floods} ordered"
        kills = evidence.ordeal.kills
        for call in others:
            since = min((call["at"] - k for k in kills if k < call["at"]), default=-1)
            yield f"{call['method']} to {call['params'].get('chat_id')}, {since:.0f} s after a kill"


def _is_unknowable(call: Any, evidence: Evidence) -> bool:
    moments: list[float | None] = [*evidence.ordeal.kills]
    if call["method"] == "editMessageText":
        to = call["params"].get("chat_id")
        moments += [s.forgotten_at for s in evidence.play.souls if s.person.id == to]
    return any(at is not None and abs(call["at"] - at) < _SHORTLY for at in moments)


@rule("the log tells of no error of the line's own")
def log(evidence: Evidence) -> Breaches:
    for line in evidence.ordeal.log.splitlines():
        if line.startswith("Traceback") or " ERROR " in line or " CRITICAL " in line:
            yield line[:200]


@rule("asked to stop, it has stopped")
def stopped(evidence: Evidence) -> Breaches:
    if evidence.ordeal.exit_code != 0:
        yield f"it ended with {evidence.ordeal.exit_code}"
