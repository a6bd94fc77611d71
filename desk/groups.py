"""Staff groups: which of them takes a ticket, where each of them is, and what has moved away."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import faq
from desk.errors import DeskError
from desk.languages import Language, resolve

if TYPE_CHECKING:
    from desk.offices import Offices
    from desk.people import Person
    from desk.ticket import Ticket

MAIN = "main"  # the group of STAFF_CHAT_ID: it takes whatever no other group takes
_NAME = re.compile(r"[a-z][a-z0-9-]{0,19}")  # it stands in buttons beside a number
_CRITERIA = ("language", "office", "service")


class UnreadableGroups(DeskError):
    """`part` of the text names no group; `why` says what is wrong with it."""

    def __init__(self, part: str, why: str) -> None:
        super().__init__(part, why)
        self.part = part
        self.why = why


class MovedAway(DeskError):
    """The topic was this ticket's once, and the ticket goes on in another one."""

    def __init__(self, ticket: "Ticket", groups: "Groups") -> None:
        super().__init__(ticket.id)
        self.ticket = ticket
        self.groups = groups


@dataclass(frozen=True, slots=True)
class Rule:
    """What a group takes: each criterion that is named must fit, by one of its values."""

    languages: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    services: tuple[str, ...] = ()

    def takes(self, language: Language, offices: Iterable[str], service: str) -> bool:
        criteria = (
            (self.languages, {language.value, language.telegram_code}),
            (self.offices, {_folded(office) for office in offices}),
            (self.services, {service}),
        )
        named = [(wanted, there) for wanted, there in criteria if wanted]
        return bool(named) and all(there & set(wanted) for wanted, there in named)

    def offices_beside(self, known: Iterable[str]) -> set[str]:
        """Those that it names and that nobody is called by."""
        return set(self.offices) - {_folded(office) for office in known}


@dataclass(frozen=True, slots=True)
class StaffGroup:
    """`is_lost`: the bot is not in it any more."""

    name: str
    chat_id: int
    rule: Rule = Rule()
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Groups:
    """All staff groups under the ids that they go by today, the main one first."""

    all: tuple[StaffGroup, ...]

    @property
    def main(self) -> StaffGroup:
        return self.all[0]

    @property
    def are_several(self) -> bool:
        return len(self.all) > 1

    def of(self, name: str) -> StaffGroup:
        """The main group for a name that there is not."""
        return self.named(name) or self.main

    def named(self, name: str) -> StaffGroup | None:
        return next((group for group in self.all if group.name == name), None)

    def in_chat(self, chat_id: int | None) -> StaffGroup | None:
        return next((group for group in self.all if group.chat_id == chat_id), None)

    def chat_of(self, ticket: "Ticket") -> int:
        return self.of(ticket.group_name).chat_id

    def beside(self, name: str) -> Iterator[StaffGroup]:
        """The others that a ticket may move to."""
        return (group for group in self.all if group.name != name and not group.is_lost)

    def taking(self, ticket: "Ticket", offices: Iterable[str] = ()) -> str:
        """The name of the first group whose rule fits, else the main one's.

        `offices` is how the office that the requester belongs to is called.
        """
        about = (ticket.language, tuple(offices), ticket.service or "")
        return next((group.name for group in self._there() if group.rule.takes(*about)), MAIN)

    def running(self, service: str, language: Language, offices: Iterable[str]) -> str:
        """The same for what is no ticket: only groups that take the service by name are asked."""
        about = (language, tuple(offices), service)
        naming = (group for group in self._there() if service in group.rule.services)
        return next((group.name for group in naming if group.rule.takes(*about)), MAIN)

    def _there(self) -> Iterator[StaffGroup]:
        return (group for group in self.all if not group.is_lost)


class Routing:
    def __init__(self, groups: Groups, offices: "Offices") -> None:
        self._groups = groups
        self._offices = offices

    async def taking(self, ticket: "Ticket", person: "Person") -> str:
        """An anonymous ticket is not sent by its office: the group would show where it is from."""
        if not self._groups.are_several:
            return MAIN
        if ticket.anonymous:
            return self._groups.taking(ticket)
        return self._groups.taking(ticket, await self._offices_of(person))

    async def running(self, service: str, person: "Person") -> str:
        """The group that hears of what concerns the person in this service, and no ticket."""
        if not self._groups.are_several:
            return MAIN
        language = person.language or Language.EN
        return self._groups.running(service, language, await self._offices_of(person))

    async def _offices_of(self, person: "Person") -> tuple[str, str]:
        """How the one that they belong to is called."""
        office = await self._offices.of(person)
        return office.slug, office.name


@dataclass(frozen=True, slots=True)
class FormerTopic:
    """A topic that a ticket has left for another group."""

    chat_id: int
    topic_id: int
    ticket_id: int


class MoveStore(Protocol):
    async def leave(self, former: FormerTopic) -> None: ...

    async def left(self, chat_id: int, topic_id: int) -> int | None:
        """The number of the ticket that was in this topic before it moved."""

    async def take_untold(self, ticket_id: int) -> list[FormerTopic]:
        """The topics that do not say yet where the ticket went; from now on they count as told."""

    async def take(self, ticket_id: int) -> list[FormerTopic]:
        """All topics that it has left; from now on they count as told."""

    async def empty(self, name: str, chat_id: int | None) -> list[int]:
        """All tickets of the group are the main group's, without topics. Those that go on.

        `chat_id` is where their topics were, in case that the bot is in there again one day.
        """

    async def strangers(self, known: Sequence[str]) -> list[str]:
        """Names of groups that tickets are in and that are not among the known ones."""


def read_groups(text: str) -> tuple[StaffGroup, ...]:
    """From `turkish -1001234 language=tr; mentors -1005678 service=mentoring,trainings`.

    Raises UnreadableGroups.
    """
    groups: list[StaffGroup] = []
    for part in filter(None, map(str.strip, text.split(";"))):
        group = _group(part)
        if any(group.name == known.name or group.chat_id == known.chat_id for known in groups):
            raise UnreadableGroups(part, "stands there twice: each group has one name and one id")
        groups.append(group)
    return tuple(groups)


def _group(part: str) -> StaffGroup:
    name, *rest = part.split()
    if not _NAME.fullmatch(name) or name == MAIN:
        why = f"begins with no name: up to 20 of a-z, 0-9 and -, a letter first, and not “{MAIN}”"
        raise UnreadableGroups(part, why)
    if not rest or not re.fullmatch(r"-\d+", rest[0]):
        raise UnreadableGroups(part, "has no id after the name; `linja groups` shows it")
    rule = Rule()
    for criterion in rest[1:]:
        rule = _with(rule, criterion, part)
    return StaffGroup(name, int(rest[0]), rule)


def _with(rule: Rule, criterion: str, part: str) -> Rule:
    name, _, given = criterion.partition("=")
    values = tuple(filter(None, given.split(",")))
    if name not in _CRITERIA or not values:
        why = f"says “{criterion}”: write {', '.join(f'{known}=…' for known in _CRITERIA)}"
        raise UnreadableGroups(part, why)
    if name == "office":
        return replace(rule, offices=tuple(map(_folded, values)))
    if name == "service":
        return replace(rule, services=values)
    return replace(rule, languages=tuple(_language(value, part) for value in values))


def _language(value: str, part: str) -> str:
    """A language, or by its two letters both scripts of it."""
    language = resolve(value)
    if language is None:
        codes = ", ".join(dict.fromkeys(one.telegram_code for one in Language))
        raise UnreadableGroups(part, f"names no language of ours; choose of {codes}")
    is_script = "-" in value or "_" in value
    return language.value if is_script else language.telegram_code


def _folded(office: str) -> str:
    """As it is compared: a name of several words has hyphens in a setting."""
    return "-".join(re.findall(r"[^\W_]+", faq.fold(office)))
