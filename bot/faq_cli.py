"""`linja faq`: for those who write the knowledge base, and for those who measure its search."""

import json
import sys
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

import faq
from bot.command import FAILED, WRONG, attempt, read_settings, stop, with_tables
from bot.entries import check as checked
from desk.languages import Language
from faq import authoring, checking, detection, meaning
from faq.calibration import FALSE_ANSWERS
from faq.loading import LANGUAGE
from storage.database import Database
from storage.gaps import GapRows

app = typer.Typer(
    no_args_is_help=True,
    help="The knowledge base: check what was written, begin entries, see what is missing, "
    "try the search. None of this needs a token.",
)

_DETECTED = "sq,sr,tr,eu,en"
_UNKNOWN = "und"  # ISO 639-2 for a language that is not determined

Entries = Annotated[
    Path | None,
    typer.Option(
        help="The folder that holds the topics; otherwise that of the setting FAQ_DIR.",
        show_default=False,
    ),
]


@app.command()
def check(entries: Entries = None) -> None:
    """Say what is missing or wrong in the entries: file, line, and how to mend it.

    Below that stands how well the search of each language does: what share of its own phrasings
    it would answer if it did not have them, and how many of those answers are right. Ends with 1
    where something was found.
    """
    directory, false_answers = _where(entries)
    findings = checked(directory)
    for finding in findings:
        typer.echo(f"{finding.path}:{finding.line}: {finding.text}\n    {finding.mend}")
    typer.echo("".join(_standings(checking.summary(directory, false_answers))))
    typer.echo(f"{len(findings)} to mend." if findings else "Nothing to mend.")
    raise typer.Exit(FAILED if findings else 0)


@app.command()
def new(
    topic: Annotated[str, typer.Argument(help="The topic's folder, such as grants.")],
    slug: Annotated[
        str, typer.Argument(help="The entry's name in every language, such as find-calls.")
    ],
    language: Annotated[str, typer.Option(help=f"One of {', '.join(Language)}.")],
    title: Annotated[str, typer.Option(help="The question, as a person would ask it.")],
    entries: Entries = None,
) -> None:
    """Begin an entry: a file with notes on what to write where.

    For an entry that another language has already, its phrasings are shown in the notes.
    """
    directory, _ = _where(entries)
    if language not in tuple(Language):
        stop(f"{language} is no language of ours; choose one of {', '.join(Language)}", WRONG)
    try:
        path = authoring.new(directory, topic, slug, language, title)
    except (faq.FaqError, OSError) as error:
        stop(str(error), WRONG)
    typer.echo(f"{path} is begun: open it, fill it in, then try `linja faq check`.")


@app.command()
def coverage(entries: Entries = None) -> None:
    """Show which entries are written in which languages, and name the missing ones."""
    directory, _ = _where(entries)
    rows = authoring.coverage(_base(directory), tuple(Language))
    typer.echo("".join(_table(rows)))
    missing = [
        f"  {row.topic}/{row.slug}.{language}.md"
        for row in rows
        for language, is_written in row.languages.items()
        if not is_written
    ]
    typer.echo("\n".join([f"{len(missing)} missing:", *missing] if missing else ["None missing."]))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where to write; FAQ_DIR itself, or another.")],
) -> None:
    """Write what staff have added in their group as files, to be read over and kept.

    Files stand before what was added: once they lie in FAQ_DIR, they are what is searched.
    """
    settings = read_settings(staff_chat_id=0)
    base = _base(settings.faq_dir)
    added = attempt(with_tables(_additions, settings))
    try:
        paths = authoring.export(base, faq.merged(base, added), folder)
    except OSError as error:
        stop(f"nothing more was written: {error}", WRONG)
    for path in paths:
        typer.echo(str(path))
    typer.echo(f"{len(paths)} files written." if paths else "Nothing has been added.")


async def _additions(database: Database) -> faq.Additions:
    async with database.transaction() as tx:
        return await GapRows(tx).additions()


@app.command()
def search(
    language: Annotated[str, typer.Option(help="The language to search, such as sq or sr_Latn.")],
    entries: Entries = None,
    *,
    semantic: Annotated[
        bool, typer.Option("--semantic", help="Compare meanings too (needs the extra semantic).")
    ] = False,
) -> None:
    """Answer questions, one on each line of standard input, by one JSON object on a line.

    {"language": "en", "outcome": "answer", "confidence": 0.93, "hits": [{"id": "find-calls",
    "score": 2.1}]}. The outcome is answer, choice or none; hits are ten at most, best first.
    """
    if not LANGUAGE.fullmatch(language):
        stop(f"{language} is no language: write a code such as sq or sr_Latn", WRONG)
    directory, false_answers = _where(entries)
    base = _base(directory)
    try:
        model = meaning.model() if semantic else None
    except meaning.NoModel as error:
        stop(str(error), WRONG)
    index = faq.Index(base, meaning=model, false_answers=false_answers)
    searched = base.nearest(language)
    for question in _lines():
        typer.echo(_as_json(language, index.search(question, searched)))


@app.command()
def detect(
    among: Annotated[
        str, typer.Option(help="The languages that come into question, with commas between.")
    ] = _DETECTED,
) -> None:
    """Tell the language of texts, one on each line of standard input, by its code on a line.

    A text without letters is und.
    """
    detector = detection.shipped()
    chosen = tuple(code.strip() for code in among.split(","))
    unknown = [code for code in chosen if code not in detector.languages]
    if unknown:
        stop(f"{unknown[0]!r} is unknown; known are {', '.join(detector.languages)}", WRONG)
    for text in _lines():
        guess = detector.guess(text, chosen)
        typer.echo(guess.language if guess else _UNKNOWN)


def _where(entries: Path | None) -> tuple[Path, float]:
    """The directory, and the share of unknown questions that may be answered nevertheless.

    Settings are not looked at for a directory that was named.
    """
    if entries is None:
        settings = read_settings(staff_chat_id=0)
        directory, false_answers = settings.faq_dir, settings.false_answers
    else:
        directory, false_answers = entries, FALSE_ANSWERS
    if not directory.is_dir():
        stop(f"{directory}: there is no such directory", WRONG)
    return directory, false_answers


def _base(directory: Path) -> faq.Base:
    try:
        return faq.load(directory)
    except faq.FaqError as error:
        stop(f"{error}; `linja faq check` says all that is wrong", WRONG)


def _lines() -> Iterator[str]:
    """Nothing but a line feed ends a line; a letter that is no UTF-8 does not stop the rest."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    for line in sys.stdin:
        yield line.strip()


def _as_json(language: str, answer: faq.Answer) -> str:
    found = {
        "language": language,
        "outcome": answer.outcome,
        "confidence": answer.confidence,
        "hits": [{"id": hit.slug, "score": hit.score} for hit in answer.hits],
    }
    return json.dumps(found)


def _standings(standings: Sequence[checking.Standing]) -> Iterator[str]:
    if standings:
        yield "language   entries   answered   of these right   answered wrongly of the unknown\n"
    for one in standings:
        shares = f"{one.coverage:11.0%}{one.precision:17.0%}{one.false_answers:34.0%}"
        yield f"{one.language:9}{one.entries:9}{shares}\n"


def _table(rows: Sequence[authoring.Row]) -> Iterator[str]:
    width = max(len(f"{row.topic}/{row.slug}") for row in rows)
    yield _row("", width, tuple(rows[0].languages))
    for row in rows:
        words = tuple("yes" if is_written else "missing" for is_written in row.languages.values())
        yield _row(f"{row.topic}/{row.slug}", width, words)


def _row(name: str, width: int, words: Sequence[str]) -> str:
    return f"{name:{width}}{''.join(f'  {word:7}' for word in words)}".rstrip() + "\n"
