"""What is logged, and what never is: no token, no words of a person, and one id all the way.

The same lines in two forms: text to be read on a terminal, and JSON to be collected, with what
happened (`event`), `level`, `logger`, `at`, the id (`cause`), and the figures of it.
"""

import logging
import re
import sys
from datetime import UTC, datetime
from typing import Literal

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.stoppage import Told
from bot.watch import causes
from bot.watch.discreet import traceback_of

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{6,}")
_OURS = ("bot", "handlers", "desk", "faq", "storage", "sandbox")

Form = Literal["auto", "text", "json"]


def set_up(level: str, form: Form = "auto") -> None:
    """By itself it is text on a terminal, and JSON elsewhere.

    The level is that of our own loggers. Libraries do not know what must not be written, and say
    nothing below a warning.
    """
    handler = logging.StreamHandler()
    is_text = sys.stderr.isatty() if form == "auto" else form == "text"
    handler.setFormatter(text() if is_text else json())
    handler.addFilter(Told())
    others = max(logging.WARNING, logging.getLevelNamesMapping()[level])
    logging.basicConfig(level=others, handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)


def text() -> logging.Formatter:
    return _formatter(_as_text)


def json() -> logging.Formatter:
    return _formatter(structlog.processors.JSONRenderer(default=str))


def _formatter(render: Processor) -> logging.Formatter:
    return _Redacted(
        foreign_pre_chain=[_head, structlog.stdlib.ExtraAdder(), _discreet],
        processors=[ProcessorFormatter.remove_processors_meta, render],
    )


def _head(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    record: logging.LogRecord = line["_record"]
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    head = {"at": at, "level": record.levelname, "logger": record.name, "event": line.pop("event")}
    if (cause := causes.current()) is not None:
        head["cause"] = cause
    return {**head, **line}


def _discreet(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """What asyncio knows of a task that failed may be anything, and stands in further lines."""
    info = line.pop("exc_info", None)
    if info and info[1] is not None:
        line["exception"] = traceback_of(info[1])
    if line["logger"] == "asyncio":
        line["event"] = line["event"].partition("\n")[0]
    return line


def _as_text(_: WrappedLogger, __: str, line: EventDict) -> str:
    head = [line.pop(name) for name in ("at", "level", "logger", "event")]
    exception = line.pop("exception", None)
    figures = "".join(f" {name}={value}" for name, value in line.items())
    text = f"{head[0]} {head[1]} {head[2]}: {head[3]}{figures}"
    return f"{text}\n{exception}" if exception else text


class _Redacted(ProcessorFormatter):
    """Everything in the shape of a bot's token is blotted out, in tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOKEN.sub("<token>", super().format(record))
