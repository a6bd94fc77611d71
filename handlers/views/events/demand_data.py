"""What is held about somebody's topics and votes: to read, and for other programs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from desk.events.ballots import Ballot, Paper, valid
from desk.events.event import said
from desk.events.topic import Topic
from handlers.texts import Texts
from handlers.views.events import ballots, topics, words
from handlers.views.html import clip

_MOST = 300  # characters


class Wishes(NamedTuple):
    """What they have proposed, what they support, and how they have voted last."""

    proposed: Sequence[Topic]
    supported: Sequence[Topic]
    papers: Sequence[tuple[Paper, Ballot]]


def as_lists(held: Wishes) -> dict[str, list[dict[str, Any]]]:
    """Times are moments, for whoever writes them down."""
    return {
        "proposed": [
            {
                "kind": topic.kind,
                "words": topic.words,
                "standing": topic.standing,
                "made_at": topic.made_at,
                "without_name": topic.anonymous,
            }
            for topic in held.proposed
        ],
        "supported": [{"kind": topic.kind, "words": topic.words} for topic in held.supported],
        "votes": [
            {
                "question": said(ballot.question, "en"),
                "choices": [said(_option(ballot, n), "en") for n in valid(ballot, paper.choices)],
                "voted_at": paper.at,
            }
            for paper, ballot in held.papers
        ],
    }


def _option(ballot: Ballot, number: int) -> Mapping[str, str]:
    return {code: of[number] for code, of in ballot.options.items() if number < len(of)}


def proposed(held: Wishes, _: Texts) -> Iterator[Markup]:
    for topic in held.proposed:
        kind = _.label(topics.KINDS[topic.kind])
        yield Markup("{} ({})").format(topics.said(topic, _MOST, _), kind)


def supported(held: Wishes, _: Texts) -> Iterator[Markup]:
    for topic in held.supported:
        yield Markup("{}").format(topics.said(topic, _MOST, _))


def votes(held: Wishes, _: Texts) -> Iterator[Markup]:
    for paper, ballot in held.papers:
        chosen = ", ".join(
            words.spoken(_option(ballot, n), _) for n in valid(ballot, paper.choices)
        )
        question = clip(ballots.question(ballot, _), _MOST)
        yield Markup("{} – {}").format(question, chosen)
