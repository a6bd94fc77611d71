"""What members read while they propose something: what there is already, and what is posted."""

from collections.abc import Sequence

from markupsafe import Markup

import faq
from desk.events.themes import Theme
from desk.events.topic import MOST_WORDS, Topic, TopicKind
from handlers.buttons import ReadEntry
from handlers.events.demand_buttons import (
    ChooseTheme,
    DropTopic,
    GoOn,
    PostTopic,
    Propose,
    PutTheme,
    ShowTopics,
    SupportInstead,
    WithName,
)
from handlers.screen import Button, Screen, column, in_pairs, lines, paragraphs, ticked
from handlers.texts import N_, Texts
from handlers.views.events import topics, words
from handlers.views.html import clip

_LINE, _LABEL = 160, 34  # characters
_WRITE = {
    TopicKind.TOPIC: N_("What would you like us to talk about? Please write it in one message."),
    TopicKind.CAUSE: N_(
        "What do you stand up for, and what should others do? Please write it in one message. "
        "Others see it when our staff have said yes."
    ),
    TopicKind.IDEA: N_("What is your idea? Please write it in one message."),
    TopicKind.PROBLEM: N_("What is the problem? Please write it in one message."),
}
_POSTED = {
    TopicKind.TOPIC: N_("Thank you. Your topic is in the list now, and our staff see it."),
    TopicKind.CAUSE: N_("Thank you. Our staff read it first; then others see it."),
    TopicKind.IDEA: N_("Thank you. Your idea is in the list now, and our staff see it."),
    TopicKind.PROBLEM: N_("Thank you. The problem is in the list now, and our staff see it."),
}


def write(kind: TopicKind, event_id: int, _: Texts) -> Screen:
    of = f"e{event_id}" if event_id else topics.ALL
    text = paragraphs(_(_WRITE[kind]), _("At most %(most)s characters.", most=_.number(MOST_WORDS)))
    return Screen(text, column(Button(_.label("Back"), ShowTopics(of, 0))))


def not_so(_: Texts) -> Screen:
    text = _(
        "I need some words, at most %(most)s characters. Please write it once more, shorter.",
        most=_.number(MOST_WORDS),
    )
    return Screen(text)


def is_it_one(
    draft: Topic, known: Sequence[Topic], entries: Sequence[faq.Entry], _: Texts
) -> Screen:
    """What there is already, before the same is posted once more."""
    own = Markup("<i>{}</i>").format(topics.said(draft, MOST_WORDS, _))
    there = [Markup("• {}").format(topics.said(one, _LINE, _)) for one in known]
    parts = [own]
    if known:
        parts += [lines(_("Is it one of these? Your vote makes it stronger."), *there)]
    if entries:
        parts.append(_("Perhaps this is answered already: press it to read."))
    buttons = [
        *(
            Button(
                _.label("Yes, +1: %(words)s", words=topics.said(one, _LABEL, _)),
                SupportInstead(draft.id, one.id),
            )
            for one in known
        ),
        *(Button(f"📖 {clip(one.title, _LABEL)}", ReadEntry(one.slug)) for one in entries),
        Button(_.label("No, mine is new"), GoOn(draft.id)),
    ]
    return Screen(paragraphs(*parts), column(*buttons))


def confirm(draft: Topic, _: Texts) -> Screen:
    theme = _.label(words.THEMES[draft.theme]) if draft.theme else _.label("none")
    who = (
        _("Without your name: who wrote it is not kept with it, so we cannot tell you what comes.")
        if draft.anonymous
        else _("With your name: our staff see it, other members do not. We tell you what comes.")
    )
    text = paragraphs(
        _("<b>Shall we post this?</b>"),
        Markup("<i>{}</i>").format(topics.said(draft, MOST_WORDS, _)),
        lines(_("Theme: %(theme)s", theme=theme), who),
    )
    name = _.label("With my name") if draft.anonymous else _.label("Without my name")
    return Screen(
        text,
        column(
            Button(_.label("Post it"), PostTopic(draft.id)),
            Button(_.label("Theme: %(theme)s", theme=theme), ChooseTheme(draft.id)),
            Button(name, WithName(draft.id, int(draft.anonymous))),
            Button(_.label("Write it anew"), Propose(draft.kind, draft.event_id or 0)),
            Button(_.label("Throw it away"), DropTopic(draft.id)),
        ),
    )


def choose_theme(draft: Topic, guessed: Sequence[Theme], _: Texts) -> Screen:
    """Those that the words name come first."""
    order = [*guessed, *(theme for theme in Theme if theme not in guessed)]
    buttons = [
        Button(
            ticked(_.label(words.THEMES[theme]), is_so=theme is draft.theme),
            PutTheme(draft.id, theme),
        )
        for theme in order
    ]
    none = Button(_.label("None of these"), PutTheme(draft.id, ""))
    return Screen(_("What is it about?"), (*in_pairs(buttons), (none,)))


def posted(topic: Topic, _: Texts) -> Screen:
    of = f"e{topic.event_id}" if topic.event_id else topics.ALL
    return Screen(_(_POSTED[topic.kind]), column(Button(_.label("The list"), ShowTopics(of, 0))))


def counted_instead(topic: Topic, _: Texts) -> Screen:
    of = f"e{topic.event_id}" if topic.event_id else topics.ALL
    text = _("Your vote counts for: %(words)s", words=topics.said(topic, _LINE, _))
    return Screen(text, column(Button(_.label("The list"), ShowTopics(of, 0))))


def thrown_away(_: Texts) -> str:
    return _.label("It is gone.")
