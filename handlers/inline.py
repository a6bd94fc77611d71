"""Answers to paste in any chat: the bot's name, then a question (Bot API, "Inline mode")."""

from telegram import InlineQuery

from desk.languages import Language, resolve, written
from faq import Outcome
from handlers import extras
from handlers.context import Context
from handlers.views import inline as views

_OFFERED = 5
_KEPT = 30  # seconds that Telegram may show the same person the same answers


async def offer(query: InlineQuery, context: Context) -> None:
    """The best entries for what was typed so far; before anything is typed, nothing."""
    person = await context.people.look(query.from_user.id)
    chosen = person.language if person else None
    stored = chosen or resolve(query.from_user.language_code) or Language.EN
    words = query.query.strip()
    spoken = written(words, stored, context.house.likelihoods(words))
    slugs = _slugs(words, spoken, context)
    base = context.house.base()
    entries = [entry for slug in slugs if (entry := base.find(slug, spoken))]
    _ = context.house.texts(spoken)
    results = [
        views.result(entry, extras.link(entry, context), context.house.placeholders, _)
        for entry in entries[:_OFFERED]
    ]
    context.instants.add(
        "answerInlineQuery",
        inline_query_id=query.id,
        results=results,
        cache_time=_KEPT,
        is_personal=True,
        button=views.to_the_bot(context.house.texts(stored)),
    )


def _slugs(words: str, language: Language, context: Context) -> list[str]:
    if not words:
        return []
    found = context.house.search(words, language)
    return [] if found.outcome is Outcome.NONE else [hit.slug for hit in found.hits]
