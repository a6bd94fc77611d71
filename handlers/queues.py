"""What waits, and for whom: /queue with its filters, and one's own."""

from dataclasses import dataclass, replace

from desk.languages import Language, resolve
from desk.life import Status
from desk.queues import OPEN, OURS, Sieve
from desk.staff import EVERYBODY
from desk.tickets import Queue
from handlers import groups, staff_group
from handlers.context import Context
from handlers.routing import OnCommand, Said, Side
from handlers.views import groups as group_views
from handlers.views import queues as views
from handlers.views.queues import LISTED, Parts, Place


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was written behind the command; of several languages, each counts."""

    sieve: Sieve
    mine: bool = False
    unowned: bool = False

    def narrowed(self, word: str, context: Context) -> "_Wanted | None":
        """None for a word that says nothing."""
        known = {
            "mine": replace(self, mine=True),
            "unowned": replace(self, unowned=True),
            "overdue": self._sifted(statuses=OPEN, due_by=context.now),
            "waiting": self._sifted(statuses=(Status.WAITING,)),
            group_views.ALL: self._sifted(group=None),
        }
        if word in known:
            return known[word]
        chosen = resolve(word)
        if chosen is None:
            return None
        alike = [one for one in Language if one.telegram_code == chosen.telegram_code]
        return self._sifted(languages=(*(self.sieve.languages or ()), *alike))

    def _sifted(self, **values: object) -> "_Wanted":
        return replace(self, sieve=replace(self.sieve, **values))  # type: ignore[arg-type]


async def queue(said: Said, context: Context) -> None:
    """What waits for the desk: what is nobody's, one's own, the others'; longest first.

    Of this group, and with “all” among the words of every group.
    """
    words = said.rest.lower().replace(",", " ").split()
    wanted: _Wanted | None = _Wanted(Sieve(OURS, group=groups.own(context)))
    for word in words:
        wanted = wanted and wanted.narrowed(word, context)
    _ = context.desk_texts
    if wanted is None:
        await staff_group.tell(said, views.how_to_filter(_), context)
        return
    parts = await _parts(wanted, context)
    owners = {colleague.id: colleague for colleague in await context.staff.all()}
    is_empty = not any(part.count for part in parts if part)
    place = _place("queue", wanted.sieve.group, context)
    is_narrowed = any(word != group_views.ALL for word in words)
    empty = views.nothing_found(place, _) if is_narrowed and is_empty else None
    screen = empty or views.queue(parts, owners, place, _)
    await staff_group.tell(said, screen, context)


async def _parts(wanted: _Wanted, context: Context) -> Parts:
    me = context.actor.id
    everybody = not (wanted.mine or wanted.unowned)

    async def found(*, asked: bool, **whose: object) -> Queue | None:
        sieve = replace(wanted.sieve, **whose)  # type: ignore[arg-type]
        return await context.tickets.queue(sieve, LISTED) if asked else None

    return Parts(
        nobodys=await found(asked=everybody or wanted.unowned, owned=False),
        mine=await found(asked=everybody or wanted.mine, owner_id=me),
        others=await found(asked=everybody, beside_id=me),
    )


async def mine(said: Said, context: Context) -> None:
    group, _rest = groups.all_asked(said.rest, context)
    found = await context.tickets.queue(Sieve(owner_id=context.actor.id, group=group), LISTED)
    screen = views.mine(found, _place("my", group, context), context.desk_texts)
    await staff_group.tell(said, screen, context)


def _place(command: str, group: str | None, context: Context) -> Place:
    scope = groups.scope(command, group, context)
    return Place(context.groups, context.now, context.actor.id, scope)


ROUTES = (
    OnCommand(("queue",), queue, Side.STAFF, EVERYBODY),
    OnCommand(("my",), mine, Side.STAFF, EVERYBODY),
)
