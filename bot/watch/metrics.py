"""What Prometheus may ask: each number once, with its words. Labels name kinds, never people."""

from collections.abc import Iterator, Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

# When a series began says nothing here, and doubles what is kept.
disable_created_metrics()  # type: ignore[no-untyped-call]

Figure = float | Mapping[str, float] | None

# Seconds. A person notices a second; Telegram's own limits make the staff group wait a minute.
_WAITS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300)
_WORK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
_LATE = (1, 5, 15, 60, 300, 900, 3600, 6 * 3600, 24 * 3600)


class Metrics:
    """A registry of its own for each line, so that several may be open in one process."""

    def __init__(self) -> None:
        registry = self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=registry)
        self._count_work(registry)
        self._count_telegram(registry)
        self._show_this_process(registry)
        self._show_tables(registry)

    def _count_work(self, registry: CollectorRegistry) -> None:
        self.received = Counter(
            "linja_updates_received",
            "Updates written down, before Telegram is told.",
            registry=registry,
        )
        self.updates = Counter(
            "linja_updates",
            "Updates dealt with, by kind: handled, or set aside as dead letters.",
            ["kind", "outcome"],
            registry=registry,
        )
        self.handling = Histogram(
            "linja_update_handling_seconds",
            "From taking an update out of its mailbox until it is done, tries included.",
            buckets=_WORK,
            registry=registry,
        )
        self.replies = Histogram(
            "linja_reply_seconds",
            "From an update's arrival until Telegram has taken the first message that it caused, "
            "in a member's chat or in a staff group.",
            ["to"],
            buckets=_WAITS,
            registry=registry,
        )
        self.retries = Counter(
            "linja_retries",
            "What had to be tried again: updates, parcels, timers.",
            ["what"],
            registry=registry,
        )
        self.searches = Counter(
            "linja_searches",
            "Questions by language: answered, a choice offered, or unknown to the knowledge base.",
            ["language", "outcome"],
            registry=registry,
        )
        self.timers = Counter(
            "linja_timers_fired",
            "Reminders, targets and other timers that have fired, by kind.",
            ["kind"],
            registry=registry,
        )
        self.delays = Histogram(
            "linja_timer_delay_seconds",
            "How much later than due a timer fired.",
            buckets=_LATE,
            registry=registry,
        )

    def _count_telegram(self, registry: CollectorRegistry) -> None:
        self.calls = Counter(
            "linja_telegram_calls",
            "Calls of the Bot API: ok, flood (429), refused, or unreachable.",
            ["method", "outcome"],
            registry=registry,
        )
        self.answers = Histogram(
            "linja_telegram_answer_seconds",
            "How long Telegram took to answer a call, long polls left out.",
            buckets=_WAITS,
            registry=registry,
        )
        self.delivered = Counter(
            "linja_parcels_delivered",
            "Parcels that Telegram has taken, by kind of lane.",
            ["lane"],
            registry=registry,
        )

    def _show_this_process(self, registry: CollectorRegistry) -> None:
        self.build = Info("linja_build", "This version of Linja.", registry=registry)
        self.ready = _gauge("linja_ready", "1 while this process takes updates or could.", registry)
        self.leader = _gauge("linja_leader", "1 where this process sends and keeps time.", registry)
        self.term = _gauge(
            "linja_leader_term",
            "Which leader this is, from the first on; 0 where it is none.",
            registry,
        )
        self.lanes = _gauge(
            "linja_lane_parcels",
            "Parcels in the leader's memory, by kind of lane.",
            registry,
            "lane",
        )
        self.mailboxes = _gauge(
            "linja_mailbox_updates", "Updates in this process's mailboxes.", registry
        )

    def show_lanes(self, waiting: Mapping[str, int]) -> None:
        for kind, rows in waiting.items():
            self.lanes.labels(kind).set(rows)

    def _show_tables(self, registry: CollectorRegistry) -> None:
        """All processes on one database say the same of it."""
        self.is_up = False
        self.up = _gauge("linja_database_up", "1 while the database answers.", registry)
        self.database = Info("linja_database", "The engine, and the schema.", registry=registry)
        self.of_tables = _OfTables()
        registry.register(self.of_tables)

    def show_tables(self, figures: Mapping[str, Figure] | None) -> None:
        """None where they cannot be read: then nothing is said of them, rather than what was."""
        self.is_up = figures is not None
        self.up.set(self.is_up)
        self.of_tables.figures = figures or {}


# What is read from the tables: its name, its words, its label.
OF_TABLES: Mapping[str, tuple[str, ...]] = {
    "database_answer_seconds": ("How long the database took for a trivial question.",),
    "database_size_bytes": ("Bytes of the database: its files, or what PostgreSQL says.",),
    "updates_pending": ("Updates that are not done yet; it counts up to 10,000.",),
    "updates_oldest_seconds": ("Age of the oldest update that is not done; 0 where none is.",),
    "dead_letters": ("Updates that were set aside and nobody has looked after.",),
    "parcels_due": ("Parcels that could go now, by priority; it counts up to 10,000.", "priority"),
    "parcels_oldest_seconds": ("How long the parcel that waits longest could have gone.",),
    "parcels_urgent_oldest_seconds": ("The same of those that a member or staff wait for.",),
    "parcels_failed": ("Parcels that will never arrive, of those still in the table.",),
    "timers_due": ("Timers that should have fired by now, by kind.", "kind"),
    "timers_oldest_seconds": ("How late the latest timer is by now; 0 where none is.",),
    "requests_open": ("Requests that are not closed, by status.", "status"),
    "request_oldest_seconds": ("Since when somebody has waited longest for the desk's word.",),
    "backup_timestamp_seconds": ("When the last backup was good, in seconds since 1970.",),
    "backup_failed_timestamp_seconds": ("When the last backup failed, in seconds since 1970.",),
}


class _OfTables(Collector):
    """The figures of the last look, and none where it found nothing."""

    def __init__(self) -> None:
        self.figures: Mapping[str, Figure] = {}

    def collect(self) -> Iterator[Metric]:
        for name, (told, *labels) in OF_TABLES.items():
            family = GaugeMetricFamily(f"linja_{name}", told, labels=labels)
            found = self.figures.get(name)
            if isinstance(found, Mapping):
                for label, number in found.items():
                    family.add_metric([label], number)
            elif found is not None:
                family.add_metric([], found)
            yield family


def _gauge(name: str, told: str, registry: CollectorRegistry, *labels: str) -> Gauge:
    return Gauge(name, told, labels, registry=registry)
