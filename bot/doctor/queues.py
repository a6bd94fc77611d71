"""Whether what waits has waited for too long: updates, messages, reminders, requests."""

from collections.abc import Iterator
from datetime import timedelta

from bot.doctor.finding import Finding, hint, ok, trouble
from bot.doctor.subject import Subject
from bot.doctor.words import age, counted
from desk.ailments import Ailment, Complaint
from storage.backlog import Backlog, Queue

_UPDATES = timedelta(minutes=1)
_URGENT = timedelta(minutes=2)
_OTHERS = timedelta(minutes=15)  # a staff group takes 20 messages a minute, in bursts more wait
_TIMERS = timedelta(minutes=5)
_RUNS = "is `linja run` open? Its log says what it waits for"


def of_queues(backlog: Backlog, subject: Subject) -> Iterator[Finding]:
    """What the line itself keeps waiting comes first."""
    late = [*_late(backlog, subject)]
    yield from late
    if not late:
        waiting = backlog.updates.count + backlog.urgent.count + backlog.others.count
        text = f"{waiting} waiting" if waiting else "nothing waits"
        yield ok("Queues", f"{text}, nothing is late")
    yield from _ended_badly(backlog)
    yield from _requests(backlog, subject)


def _late(backlog: Backlog, subject: Subject) -> Iterator[Finding]:
    for name, queue, allowed, what, ailment in (
        ("Updates", backlog.updates, _UPDATES, ("update", "updates"), Ailment.LATE_IN),
        ("Answers", backlog.urgent, _URGENT, ("answer", "answers"), Ailment.LATE_OUT),
        ("Messages", backlog.others, _OTHERS, ("message", "messages"), Ailment.LATE_OUT),
        ("Reminders", backlog.timers, _TIMERS, ("timer", "timers"), Ailment.LATE_TIMERS),
    ):
        waited = _waited(queue, subject)
        if waited > allowed:
            text = f"{counted(queue.count, *what)} waiting, the oldest for {age(waited)}"
            yield trouble(name, text, _RUNS, Complaint(ailment))


def _ended_badly(backlog: Backlog) -> Iterator[Finding]:
    dead = backlog.set_aside.count
    if dead:
        text = f"{counted(dead, 'update', 'updates')} could not be handled, and set aside"
        cure = "`linja dead list` says why, `linja dead retry --all` tries again"
        yield trouble("Dead letters", text, cure, Complaint(Ailment.SET_ASIDE))
    if backlog.failed:
        text = f"{counted(backlog.failed, 'message', 'messages')} not taken by Telegram in a day"
        yield hint("Refused", text, "`linja outbox list --state failed` says why")


def _requests(backlog: Backlog, subject: Subject) -> Iterator[Finding]:
    """The desk's own work is no trouble of the line's: staff are told by targets, each morning."""
    topics = sum((backlog.topics or {}).values())
    if not backlog.overdue.count:
        yield ok("Requests", f"{topics} open in topics, none is past its target")
        return
    oldest_at = backlog.overdue.oldest_at
    passed = subject.clock.now() - oldest_at if oldest_at else timedelta()
    text = (
        f"{topics} open in topics; {backlog.overdue.count} past their target, "
        f"the oldest for {age(passed)}"
    )
    yield hint("Requests", text, "/queue overdue, in the staff group, lists them")


def _waited(queue: Queue, subject: Subject) -> timedelta:
    return timedelta() if queue.oldest_at is None else subject.waited(queue.oldest_at)
