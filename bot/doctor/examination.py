"""Everything the line needs, looked at once; nothing is changed, and no update is confirmed."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import faq
from bot.doctor.backups import of_backups
from bot.doctor.database import of_database, unreadable
from bot.doctor.finding import Finding, trouble
from bot.doctor.machine import of_clock, of_disk
from bot.doctor.queues import of_queues
from bot.doctor.subject import Subject, opened
from bot.doctor.telegram import at_telegram
from bot.doctor.texts import of_catalogues, of_knowledge, of_office, of_retention
from bot.settings import Settings
from desk.clock import SystemClock
from desk.groups import read_groups
from desk.offices import MAIN as MAIN_OFFICE
from handlers.texts import Catalogues
from storage.condition import Condition, Unreadable, look


@dataclass(frozen=True, slots=True)
class Examined:
    """In the order of what rests on what. `reaches_staff`: they can be told of it."""

    findings: tuple[Finding, ...]
    reaches_staff: bool


async def by_hand(settings: Settings) -> Examined:
    """With nothing but the settings: the line may be open or not."""
    async with opened(settings) as api:
        return await examine(
            Subject(settings, SystemClock(), api, Catalogues, lambda: faq.load(settings.faq_dir))
        )


async def examine(subject: Subject) -> Examined:
    condition, of_tables = await _tables(subject)
    telegram = await at_telegram(subject, condition)
    clock = await of_clock(subject)
    texts = await asyncio.to_thread(lambda: [*_texts(subject)])
    findings = [
        *telegram.findings,
        *_strange_offices(subject.settings, condition),
        *of_tables,
        *of_disk(subject),
        *of_backups(subject, condition, subject.settings.backup_dir),
        *([clock] if clock else []),
        *texts,
    ]
    return Examined(tuple(findings), telegram.reaches_staff and condition.revision is not None)


async def _tables(subject: Subject) -> tuple[Condition, list[Finding]]:
    """What the database says, and an empty one of which nothing is known where it says nothing."""
    address, now = subject.settings.database_url, subject.clock.now
    try:
        condition = await asyncio.to_thread(look, address, now, thorough=subject.reads_file)
    except Unreadable as error:
        return Condition("unknown"), [unreadable(error)]
    findings = [*of_database(condition, subject)]
    if condition.backlog is not None:
        findings += of_queues(condition.backlog, subject)
    return condition, findings


def _texts(subject: Subject) -> Iterator[Finding]:
    yield of_office(subject.settings)
    yield from of_knowledge(subject)
    yield of_catalogues(subject)
    yield of_retention(subject.settings)


def _strange_offices(settings: Settings, condition: Condition) -> Iterator[Finding]:
    """A group that takes an office which is not there would wait for ever."""
    known = [(MAIN_OFFICE, settings.office_name), *condition.offices]
    names = [name for called in known for name in called]
    strange = {
        name
        for group in read_groups(settings.staff_groups)
        for name in group.rule.offices_beside(names)
    }
    if strange and condition.backlog is not None:
        cure = (
            f"write {' or '.join(slug for slug, _name in known)} after office= in STAFF_GROUPS, or "
            "make a new one in the staff group with /office new and its name"
        )
        text = f"no office is called {', '.join(sorted(strange))}"
        yield trouble("Staff groups", text, cure)
