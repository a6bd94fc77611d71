"""What staff read about the gaps of the knowledge base, and the entry that they are making."""

from collections.abc import Sequence

from markupsafe import Markup

import faq
from desk.gaps import Draft, Group, Worst
from desk.languages import Language
from handlers.buttons import (
    ChooseTopic,
    DropDraft,
    FindEntry,
    LearnFor,
    ListGaps,
    NewEntry,
    NoGap,
    OpenGap,
    Publish,
    PutIn,
    Unlearn,
    Withdraw,
    WriteAnswer,
    WriteTitle,
)
from handlers.screen import Button, Rows, Screen, bullets, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views.markdown import to_html

_LISTED = 8
_IN_A_ROW = 4
_WORDINGS = 5  # of a question that many asked
_WORDS = 120  # characters of a question in a list


def listed(
    groups: Sequence[Group], untranslated: Sequence[str], worst: Sequence[Worst], _: Texts
) -> Screen:
    """The most frequent gaps, what waits for translation, and the answers that help least."""
    parts = [_("<b>What people asked and did not find</b>")]
    shown = groups[:_LISTED]
    parts.append(
        lines(*(_line(number, group) for number, group in enumerate(shown, 1)))
        if shown
        else _("No question is waiting: everything asked lately was answered.")
    )
    if len(groups) > len(shown):
        rest = len(groups) - len(shown)
        parts.append(_.plural("and %(n)s more", "and %(n)s more", n=rest))
    if worst:
        named = [f"{w.title} ({w.language.own_name}): {w.asked_on}/{w.shown}" for w in worst]
        text = _(
            "Answers after which many asked for a person (asked/shown):\n%(titles)s",
            titles=bullets(named),
        )
        parts.append(text)
    if untranslated:
        parts.append(_("To translate:\n%(titles)s", titles=bullets(untranslated)))
    buttons = [Button(str(n), OpenGap(group.id)) for n, group in enumerate(shown, 1)]
    return Screen(paragraphs(*parts), _in_rows(buttons), looked_up=True)


def one(group: Group, nearest: Sequence[faq.Entry], tried: Sequence[faq.Entry], _: Texts) -> Screen:
    """`nearest` are the entries that the search finds for it, titles in the staff's language."""
    asked = bullets(group.texts[:_WORDINGS])
    head = _.plural(
        "<b>%(n)s question</b> in this language: %(language)s",
        "<b>%(n)s questions</b> in this language: %(language)s",
        n=len(group.questions),
        language=group.language.own_name,
    )
    parts = [head, Markup("<blockquote>{}</blockquote>").format(asked)]
    if tried:
        titles = bullets(entry.title for entry in tried)
        parts.append(_("Answers tried:\n%(titles)s", titles=titles))
    parts.append(_("Which entry answers it? The question is added to it as another wording."))
    rows = (
        *column(*(_learn_for(entry, group) for entry in nearest)),
        (Button(_.label("Another entry"), FindEntry(group.id)),),
        (Button(_.label("New entry"), NewEntry(group.id)),),
        (Button(_.label("Nothing to learn"), NoGap(group.id)), _list(_)),
    )
    return Screen(paragraphs(*parts), rows, looked_up=True)


def learnt(entry: faq.Entry, texts: Sequence[str], _: Texts) -> Screen:
    text = (
        _("Added to <b>%(title)s</b>:\n%(texts)s", title=entry.title, texts=bullets(texts))
        if texts
        else _("<b>%(title)s</b> has this wording already.", title=entry.title)
    )
    undo = [Button(_.label("Take back"), Unlearn())] if texts else []
    return Screen(text, ((*undo, _list(_)),))


def find(group: Group, _: Texts) -> Screen:
    text = _("Reply to this message with words of the entry that you are looking for.")
    return Screen(text, column(Button(_.label("Back"), OpenGap(group.id))))


def found(group: Group, entries: Sequence[faq.Entry], _: Texts) -> Screen:
    text = (
        _("Which entry answers it?")
        if entries
        else _("No entry has these words. Reply to this message with other words.")
    )
    buttons = [_learn_for(entry, group) for entry in entries]
    return Screen(
        text, column(*buttons, Button(_.label("Back"), OpenGap(group.id))), looked_up=True
    )


def draft(made: Draft, topic: str, _: Texts) -> Screen:
    """The entry as members will read it."""
    head = _(
        "<b>New entry</b>\nLanguage: %(language)s\nTopic: %(topic)s",
        language=made.language.own_name,
        topic=topic,
    )
    how = {
        "title": _("Reply to this message with the title: the question in a few words."),
        "answer": _("Reply to this message with the answer, as members shall read it."),
    }.get(made.awaiting or "", _("Please check that nothing personal is left in it."))
    rows = (
        (
            Button(_.label("Title"), WriteTitle()),
            Button(_.label("Answer"), WriteAnswer()),
            Button(_.label("Topic"), ChooseTopic()),
        ),
        (Button(_.label("Publish"), Publish()), Button(_.label("Cancel"), DropDraft())),
    )
    wordings = _("Asked as:\n%(texts)s", texts=bullets(made.phrasings)) if made.phrasings else None
    return Screen(paragraphs(head, _preview(made, _), wordings, how), rows, looked_up=True)


def topics(found: Sequence[faq.Topic], _: Texts) -> Screen:
    buttons = [Button(topic.title, PutIn(topic.slug)) for topic in found]
    return Screen(_("Which topic does the entry belong to?"), column(*buttons))


def published(made: Draft, missing: Sequence[Language], _: Texts) -> Screen:
    names = ", ".join(language.own_name for language in missing)
    text = _(
        "Published, and answered from now on. Language: %(language)s",
        language=made.language.own_name,
    )
    left = _("To translate: %(languages)s", languages=names) if names else None
    rows = ((Button(_.label("Withdraw"), Withdraw()), _list(_)),)
    return Screen(paragraphs(text, _preview(made, _), left), rows)


def dealt_with(_: Texts) -> str:
    return _.label("Somebody has dealt with this already.")


def not_ready(_: Texts) -> str:
    return _.label("Write the title and the answer first.")


def too_long(most: int, _: Texts) -> Screen:
    return Screen(_("That is too long. At most %(most)s characters fit.", most=_.number(most)))


def press_first(_: Texts) -> Screen:
    text = _("Press the button of what you want to write, then answer that message again.")
    return Screen(text)


def nothing_here(_: Texts) -> Screen:
    return Screen(_("There is no question in this request to learn from."))


def _preview(made: Draft, _: Texts) -> Markup:
    title = made.title or "…"
    return Markup("<blockquote><b>{}</b>\n\n{}</blockquote>").format(
        title, to_html(made.answer or "…")
    )


def _line(number: int, group: Group) -> Markup:
    words = group.texts[0] if group.texts else "…"
    words = words if len(words) <= _WORDS else words[:_WORDS] + "…"
    times = f" ×{len(group.questions)}" if len(group.questions) > 1 else ""
    return Markup("{}. {} ({}{})").format(number, words, group.language.own_name, times)


def _learn_for(entry: faq.Entry, group: Group) -> Button:
    return Button(f"+ {entry.title}", LearnFor(group.id, entry.slug))


def _list(_: Texts) -> Button:
    return Button(_.label("All questions"), ListGaps())


def _in_rows(buttons: Sequence[Button]) -> Rows:
    return tuple(
        tuple(buttons[start : start + _IN_A_ROW]) for start in range(0, len(buttons), _IN_A_ROW)
    )
