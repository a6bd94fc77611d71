"""What staff write about an event that is over, and what everybody reads of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from desk.events.event import Event
from desk.events.feedback import Slot
from desk.events.parts import CODES
from handlers.events.door_buttons import (
    DropAlbum,
    HideNews,
    PublishNews,
    ReadNews,
    ShowNews,
    WriteNews,
)
from handlers.events.seat_buttons import ShowEvent
from handlers.screen import Button, Screen, column, in_pairs, lines, paragraphs, ticked
from handlers.texts import Texts
from handlers.views.events import afterwards, door, words
from handlers.views.events.seats import Guest
from handlers.views.html import clip
from handlers.views.mentoring.words import own_name

_PREVIEW = 300  # characters


@dataclass(frozen=True, slots=True)
class News:
    """`shy` may be in no picture; `asks` is what answers to the message are."""

    event: Event
    texts: Mapping[str, str]
    pictures: int
    shy: Sequence[Guest]
    is_out: bool = False
    asks: str = ""


def news(of: News, _: Texts) -> Screen:
    number = of.event.id
    text = paragraphs(
        lines(_("📰 <b>News and pictures</b>"), door.title(of.event, _)),
        lines(*_written(of, _)),
        afterwards.of_whom_not(of.shy, _) if of.pictures else None,
        _("Published: everybody can read it from the card of the event.") if of.is_out else None,
        _how(of.asks, _),
    )
    written = [
        Button(
            ticked(own_name(code, _), is_so=code in of.texts),
            WriteNews(number, f"{Slot.NEWS}.{code}"),
        )
        for code in CODES
    ]
    pictures = [Button(_.label("Add pictures"), WriteNews(number, Slot.ALBUM))]
    if of.pictures:
        pictures.append(Button(_.label("Take all pictures out"), DropAlbum(number)))
    return Screen(text, (*in_pairs(written), *column(*pictures, *_steps(of, _))))


def _written(of: News, _: Texts) -> Iterator[Markup]:
    for code, said in of.texts.items():
        yield Markup("<b>{}</b>: {}").format(own_name(code, _), clip(said, _PREVIEW))
    if not of.texts:
        yield _("There is no text yet. In which language will you write it?")
    yield _("Pictures: %(n)s", n=_.number(of.pictures))


def _how(asks: str, _: Texts) -> Markup | None:
    slot, _dot, code = asks.partition(".")
    if slot == Slot.ALBUM:
        return _("Answer this message with the pictures.")
    if slot == Slot.NEWS:
        name = own_name(code, _)
        return _("Answer this message with the text. Language: %(language)s", language=name)
    return None


def _steps(of: News, _: Texts) -> Iterator[Button]:
    """Where somebody may be in no picture, publishing says that they are in none."""
    if of.is_out:
        yield Button(_.label("Take it back"), HideNews(of.event.id))
    elif of.texts:
        label = _.label("Publish")
        if of.pictures and of.shy:
            label = _.label("Publish: none of these is in the pictures")
        yield Button(label, PublishNews(of.event.id, len(of.shy)))


def look_again(_: Texts) -> str:
    return _.label("This has changed meanwhile. Please look at it again.")


def no_text(most: int, _: Texts) -> Screen:
    return Screen(_("I need a text here, at most %(most)s characters.", most=_.number(most)))


def no_picture(_: Texts) -> Screen:
    return Screen(_("I need pictures or videos here."))


def says_no(event: Event, guest: Guest, _: Texts) -> Screen:
    """After it was published."""
    text = paragraphs(
        door.title(event, _),
        _("Does not want to be in pictures any more: %(name)s", name=door.named(guest, _)),
        _("The news is not shown until you publish it again."),
    )
    return Screen(text, column(Button(_.label("News"), ShowNews(event.id))))


# Members


def there_is(event: Event, _: Texts) -> Screen:
    """To those who came."""
    text = lines(_("📰 <b>There is news of an event where you were.</b>"), door.title(event, _))
    return Screen(text, column(Button(_.label("News and pictures"), ReadNews(event.id))))


def read(event: Event, texts: Mapping[str, str], _: Texts) -> Screen:
    said = Markup("{}").format(words.spoken(texts, _))
    donor = words.spoken(event.donor, _)
    text = paragraphs(
        Markup("📰 {}").format(door.title(event, _)),
        said,
        Markup("<i>{}</i>").format(donor) if donor else None,
    )
    return Screen(text, column(Button(_.label("The event and your seat"), ShowEvent(event.id))))
