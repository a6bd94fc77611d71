"""Messages in short: their words, or what they are where they have none."""

from markupsafe import Markup

from desk.incoming import Kind
from desk.messages import Message
from handlers.texts import N_, Texts
from handlers.views.html import clip, plain

_NAMES = {
    Kind.PHOTO: N_("photo"),
    Kind.VIDEO: N_("video"),
    Kind.AUDIO: N_("audio"),
    Kind.VOICE: N_("voice message"),
    Kind.DOCUMENT: N_("file"),
    Kind.STICKER: N_("sticker"),
    Kind.LOCATION: N_("location"),
    Kind.CONTACT: N_("contact"),
    Kind.OTHER: N_("attachment"),
}


def excerpt(message: Message, _: Texts, most: int = 300) -> Markup:
    """`most` characters of it, as HTML without formatting."""
    words = Markup.escape(clip(plain(message.html), most))
    if message.kind is Kind.TEXT:
        return words
    name = Markup("[{}]").format(_(_NAMES[message.kind]))
    return name + " " + words if words else name
