"""The check of the knowledge base, with what this line has: languages, dialogs, office texts."""

from pathlib import Path

from bot.settings import OFFICE
from desk.languages import Language
from faq import checking
from handlers.views.entries import FLOWS
from handlers.views.html import plain
from handlers.views.markdown import to_html


def check(directory: Path) -> list[checking.Finding]:
    """What is missing or wrong in the entries."""
    return checking.check(
        directory,
        flows=FLOWS,
        languages=tuple(Language),
        placeholders=OFFICE,
        formatted=lambda answer: plain(to_html(answer)),
    )
