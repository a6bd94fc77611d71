"""Whether the database can be used, whose version its tables are, and what is to come for it."""

from collections.abc import Iterator
from typing import Final

from bot.doctor.finding import Finding, hint, ok, trouble
from bot.doctor.subject import Subject
from bot.doctor.words import counted, size
from desk.ailments import Ailment, Complaint
from storage.condition import Condition, Server, Unreadable, steps_behind
from storage.database import OLDEST

_ABOUT: Final = "Database"
_FULL = 0.9  # of the connections
_AHEAD = 5  # seconds
_DAMAGE = Complaint(Ailment.DAMAGE)
_RESTORE = (
    "close the line (SIGTERM), then put the last backup in its place: "
    "`linja db restore FILE --replace`"
)

_BRING = (
    "bring that very file back to its place; where it was deleted, close the line (SIGTERM), then "
    "`linja db restore` with the copy that it has saved beside it, or with the last backup"
)


def unreadable(error: Unreadable) -> Finding:
    if error.is_damaged:
        return trouble(_ABOUT, f"its file is damaged: {error.reason}", _RESTORE, _DAMAGE)
    if error.is_gone:
        return trouble(_ABOUT, error.reason, _BRING)
    cure = "see DATABASE_URL, and whether the server runs or the file may be opened"
    return trouble(_ABOUT, error.reason, cure)


def of_database(condition: Condition, subject: Subject) -> Iterator[Finding]:
    if subject.since is None and condition.is_led is not None:
        yield _line(condition)
    engine = f"{condition.engine}, {size(condition.size)}"
    if condition.damage:
        text = f"{engine}: its file is damaged: {condition.damage[0]}"
        yield trouble(_ABOUT, text, _RESTORE, _DAMAGE)
        return
    yield _revision(engine, condition.revision)
    if condition.server is not None:
        yield from _server(condition.server, subject)


def _line(condition: Condition) -> Finding:
    """Seen from outside."""
    if not condition.is_led:
        return hint("Line", "closed: no process leads", "`linja run` opens it")
    replicas = condition.server.replicas if condition.server else 0
    beside = f"; {counted(replicas, 'replica handles', 'replicas handle')} updates"
    return ok("Line", f"open{beside if replicas else ''}")


def _revision(engine: str, revision: str | None) -> Finding:
    if revision is None:
        text = f"{engine.partition(',')[0]}: there are no tables yet"
        return hint(_ABOUT, text, "nothing need be done: `linja run` makes them")
    steps = steps_behind(revision)
    if steps < 0:
        text = f"{engine}: its tables are newer ({revision}) than this version knows"
        return trouble(_ABOUT, text, "update Linja")
    if steps > 0:
        text = (
            f"{engine}: its tables are of {revision}, an older version's; "
            f"{counted(steps, 'step', 'steps')} to go"
        )
        cure = "make a backup (`linja db backup FILE`); the next `linja run` brings them up to date"
        return hint(_ABOUT, text, cure)
    return ok(_ABOUT, f"{engine}; it opens, and its tables are up to date ({revision})")


def _server(server: Server, subject: Subject) -> Iterator[Finding]:
    if not server.takes_writes:
        cure = "lead DATABASE_URL to the primary, or end default_transaction_read_only"
        yield trouble(_ABOUT, "it takes no writes", cure, _DAMAGE)
    if server.number < OLDEST * 10000:
        yield trouble(_ABOUT, f"its PostgreSQL is older than {OLDEST}", "update PostgreSQL")
    if server.encoding != "UTF8":
        cure = "make a new one with ENCODING 'UTF8', and move what is in it with pg_dump"
        yield trouble(_ABOUT, f"its encoding is {server.encoding}", cure)
    if subject.settings.webhook_url is not None and not server.has_jobs:
        text = "the tables that replicas share their work by are not there"
        yield trouble(_ABOUT, text, "`linja db upgrade` makes them")
    used = f"{server.connections} of {server.most_connections} connections are in use"
    if server.connections >= _FULL * server.most_connections:
        cure = "raise max_connections, or see who else uses the server (pg_stat_activity)"
        yield trouble("Connections", used, cure)
    else:
        yield ok("Connections", used)
    if not subject.is_rehearsal:
        yield _clock(server.ahead.total_seconds())


def _clock(ahead: float) -> Finding:
    if abs(ahead) <= _AHEAD:
        return ok("Database's clock", f"{abs(ahead):.1f} seconds from this machine's")
    text = f"it is {abs(ahead):.0f} seconds {'ahead of' if ahead > 0 else 'behind'} this machine's"
    cure = "set both by NTP, for example with `timedatectl set-ntp true`"
    return trouble("Database's clock", text, cure)  # the line goes by the database's
