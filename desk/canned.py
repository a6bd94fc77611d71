"""Canned replies: written once in each language, sent often, with the facts of a request in them.

How they are kept is the store's; who may write them is for the handlers to say.
"""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape, unescape
from typing import Protocol

import faq
from desk.errors import DeskError
from desk.groups import MAIN
from desk.languages import Language
from faq import serbian

GENERAL = "general"  # the topic of what belongs to no topic
FACTS = ("name", "number", "office", "hours", "contact", "service")
MOST_SLUG = 24  # characters, so that every button with it fits callback_data
# UTF-16 code units: Telegram takes 4096, and the screens of staff say something beside the words.
MOST_WRITTEN, MOST_FILLED = 3300, 3600

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_TAG = re.compile(r"<[^>]*>")
_TAG_OR_WORDS = re.compile(r"<[^>]*>|[^<]+")


class NoSuchReply(DeskError):
    """Deleted meanwhile, or never there."""


class NoLanguage(DeskError):
    """Nobody has said in which language the text is."""


class UnknownPlaceholders(DeskError):
    """`names` are none of FACTS, or formatting runs through them."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(names)
        self.names = tuple(names)


class TooMuch(DeskError):
    """`most` UTF-16 code units are allowed."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class ChangedMeanwhile(DeskError):
    """Somebody else has written or deleted it since it was looked at."""


@dataclass(frozen=True, slots=True)
class Text:
    """A reply in one language, as Telegram's HTML with placeholders such as {name}."""

    slug: str
    language: Language
    topic: str
    html: str
    author_id: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """The words of a reply in a language; `is_asked`: the one that was asked for."""

    language: Language
    html: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """All its texts, in the order of the languages; there is at least one."""

    slug: str
    topic: str
    texts: Mapping[Language, str]

    @property
    def title(self) -> str:
        return title_of(self.slug)

    @property
    def seal(self) -> int:
        """Another one whenever a text is another."""
        return seal(*(f"{language} {html}" for language, html in self.texts.items()))

    def in_language(self, language: Language) -> str | None:
        """Serbian of one script is made from the other where only that is written."""
        if language in self.texts:
            return self.texts[language]
        if language is Language.SR_CYRL and Language.SR_LATN in self.texts:
            return serbian.to_cyrillic(self.texts[Language.SR_LATN])
        if language is Language.SR_LATN and Language.SR_CYRL in self.texts:
            return _latin(self.texts[Language.SR_CYRL])
        return None

    def version(self, language: Language) -> Version:
        """In that language; else in English, else in the first that it has."""
        html = self.in_language(language)
        if html is not None:
            return Version(language, html, is_asked=True)
        other = Language.EN if Language.EN in self.texts else next(iter(self.texts))
        return Version(other, self.texts[other], is_asked=False)

    def has(self, words: Sequence[str]) -> bool:
        """Whether every one of these folded words stands in its title or its texts."""
        said = faq.fold(" ".join((self.title, *map(bare, self.texts.values()))))
        return all(word in said for word in words)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reply to this message of a staff group is: the text in this language.

    `before` is the text as its writer saw it, None where there was none. Without a language it
    only says in which topic a reply was begun.
    """

    message_id: int
    slug: str
    topic: str
    language: Language | None = None
    before: str | None = None
    group_name: str = MAIN


@dataclass(frozen=True, slots=True)
class Filled:
    """`lacks`: the placeholders that nothing is known for; they stand there still."""

    html: str
    lacks: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return units(bare(self.html)) <= MOST_FILLED


def is_slug(word: str) -> bool:
    return len(word) <= MOST_SLUG and _SLUG.fullmatch(word) is not None


def title_of(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def bare(html: str) -> str:
    """The words without their formatting."""
    return unescape(_TAG.sub("", html))


def units(words: str) -> int:
    """The length as Telegram counts it (Bot API, MessageEntity)."""
    return len(words.encode("utf-16-le")) // 2


def seal(*parts: str) -> int:
    """A small number that tells whether what somebody looked at is what there is now."""
    return zlib.crc32("\0".join(parts).encode())


def fill(html: str, facts: Mapping[str, str]) -> Filled:
    """The facts are plain words and become HTML here."""
    used = dict.fromkeys(_PLACEHOLDER.findall(html))
    known = {name: escape(facts[name]) for name in used if facts.get(name)}
    words = _PLACEHOLDER.sub(lambda found: known.get(found[1], found[0]), html)
    return Filled(words, tuple(name for name in used if name not in known))


def check(html: str) -> None:
    """Raises TooMuch, UnknownPlaceholders."""
    words = bare(html)
    if units(words) > MOST_WRITTEN:
        raise TooMuch(MOST_WRITTEN)
    whole = set(_PLACEHOLDER.findall(html))
    named = dict.fromkeys(_PLACEHOLDER.findall(words))
    wrong = [name for name in named if name not in FACTS or name not in whole]
    if wrong:
        raise UnknownPlaceholders(wrong)


def gathered(texts: Iterable[Text]) -> list[Reply]:
    by_slug: dict[str, dict[Language, Text]] = {}
    for text in texts:
        by_slug.setdefault(text.slug, {})[text.language] = text
    return [_reply(slug, found) for slug, found in by_slug.items()]


def _reply(slug: str, found: Mapping[Language, Text]) -> Reply:
    oldest = min(found.values(), key=lambda text: text.changed_at)
    texts = {language: found[language].html for language in Language if language in found}
    return Reply(slug, oldest.topic, texts)


def ordered(
    replies: Iterable[Reply], topics: Sequence[str], service: str | None = None
) -> list[Reply]:
    """By topic: what the request is about first, then what is general, then the others."""
    order = list(dict.fromkeys(filter(None, (service, GENERAL, *topics))))
    return sorted(replies, key=lambda reply: (_place(reply.topic, order), reply.slug))


def _place(topic: str, order: Sequence[str]) -> int:
    return order.index(topic) if topic in order else len(order)


def _latin(html: str) -> str:
    """Addresses in the tags stay as they are."""
    parts = _TAG_OR_WORDS.findall(html)
    return "".join(part if part.startswith("<") else serbian.to_latin(part) for part in parts)


class CannedStore(Protocol):
    async def all(self) -> list[Text]: ...

    async def of(self, slug: str, *, locked: bool = False) -> list[Text]:
        """`locked`: nobody else changes them until the end of the transaction."""

    async def write(self, text: Text, before: str | None) -> bool:
        """False where what stands there is not `before` any more."""

    async def delete(self, slug: str, languages: Sequence[Language]) -> None: ...

    async def draft(self, message_id: int, group: str) -> Draft | None: ...

    async def begun(self, slug: str) -> str | None:
        """The topic that a draft of this name was last begun in."""

    async def keep(self, draft: Draft) -> None:
        """In the place of what the message showed before."""

    async def drop(self, message_id: int, group: str) -> None: ...


class Canned:
    def __init__(self, store: CannedStore) -> None:
        self._store = store

    async def all(self) -> list[Reply]:
        return gathered(await self._store.all())

    async def find(self, slug: str) -> Reply | None:
        return next(iter(gathered(await self._store.of(slug))), None)

    async def get(self, slug: str) -> Reply:
        """Raises NoSuchReply."""
        found = await self.find(slug)
        if found is None:
            raise NoSuchReply(slug)
        return found

    async def looked_for(self, words: str) -> list[Reply]:
        """Those that have all of these words, in any script, without marks."""
        wanted = faq.fold(words).split()
        return [reply for reply in await self.all() if reply.has(wanted)]

    async def begin(self, message_id: int, slug: str, topic: str, group: str = MAIN) -> None:
        """Somebody wants to write a reply of this name, in that topic."""
        await self._store.keep(Draft(message_id, slug, topic, group_name=group))

    async def write_in(
        self, message_id: int, slug: str, language: Language, group: str = MAIN
    ) -> Draft:
        """From now on a reply to this message is the text in that language. Raises NoSuchReply."""
        known = await self.find(slug)
        before = known.texts.get(language) if known else None
        topic = known.topic if known else await self._store.begun(slug)
        if topic is None:
            raise NoSuchReply(slug)
        draft = Draft(message_id, slug, topic, language, before, group)
        await self._store.keep(draft)
        return draft

    async def draft(self, message_id: int, group: str = MAIN) -> Draft | None:
        return await self._store.draft(message_id, group)

    async def leave(self, message_id: int, group: str = MAIN) -> None:
        """The message shows something else: a reply to it is no text any more."""
        await self._store.drop(message_id, group)

    async def write(self, draft: Draft, html: str, author_id: int, at: datetime) -> Draft:
        """Raises NoLanguage, TooMuch, UnknownPlaceholders, ChangedMeanwhile."""
        if draft.language is None:
            raise NoLanguage(draft.slug)
        check(html)
        text = Text(draft.slug, draft.language, draft.topic, html, author_id, at)
        if not await self._store.write(text, draft.before):
            raise ChangedMeanwhile(draft.slug)
        written = replace(draft, before=html)
        await self._store.keep(written)
        return written

    async def delete(self, slug: str, seen: int) -> None:
        """Raises NoSuchReply, ChangedMeanwhile."""
        found = gathered(await self._store.of(slug, locked=True))
        if not found:
            raise NoSuchReply(slug)
        if found[0].seal != seen:
            raise ChangedMeanwhile(slug)
        await self._store.delete(slug, list(found[0].texts))
