"""What staff do with a ticket, and what is written down of it."""

from dataclasses import replace

import pytest

from desk.history import Actor, By, Change, History
from desk.life import Act, NotNow, Status
from desk.ticket import Priority, Ticket
from desk.tickets import Tickets
from desk.work import Work
from tests.desk.stores import KnownHistory, KnownTickets, OneGroup, Untimed, later, ticket_of

BESA, MIRA = Actor(By.STAFF, 900, "Besa"), Actor(By.STAFF, 901, "Mira")


class Desk:
    """A ticket, who works on it, and what is remembered."""

    def __init__(self, ticket: Ticket | None = None) -> None:
        self.ticket = ticket or ticket_of()
        self.store = KnownTickets().having(self.ticket)
        self.history = KnownHistory()
        self.work = Work(Tickets(self.store, History(self.history), Untimed(), OneGroup()))

    @property
    def told(self) -> list[tuple[Act | Change, str, str]]:
        return [(event.what, event.actor.name, event.detail) for event in self.history.told]


async def test_whoever_takes_a_ticket_has_it_and_taking_it_twice_is_once() -> None:
    desk = Desk()
    taken = await desk.work.claim(desk.ticket, BESA, later(hours=1), BESA)
    assert (taken.status, taken.owner_id, taken.since) == (Status.TAKEN, 900, later(hours=1))
    assert await desk.work.claim(taken, BESA, later(hours=2), BESA) == taken
    assert desk.told == [(Act.CLAIM, "Besa", "Besa")]


async def test_a_ticket_is_handed_on_and_given_back() -> None:
    desk = Desk()
    given = await desk.work.claim(desk.ticket, BESA, later(hours=1), MIRA)
    assert given.owner_id == MIRA.id
    free = await desk.work.release(given, MIRA, later(hours=2))
    assert (free.status, free.owner_id) == (Status.NEW, None)
    assert desk.told == [(Act.CLAIM, "Besa", "Mira"), (Act.RELEASE, "Mira", "")]


async def test_who_answers_what_is_nobodys_has_it_and_the_first_answer_stays_the_first() -> None:
    desk = Desk()
    answered = await desk.work.replied(desk.ticket, BESA, later(hours=1))
    again = await desk.work.replied(answered, MIRA, later(hours=3))
    assert (again.status, again.owner_id, again.first_reply_at) == (
        Status.WAITING,
        BESA.id,
        later(hours=1),
    )


async def test_waiting_for_an_expert_and_for_the_member_are_two_things() -> None:
    desk = Desk()
    asked = await desk.work.consult(desk.ticket, BESA, later(hours=1), "notary")
    assert (asked.status, asked.owner_id) == (Status.EXPERT, BESA.id)
    waits = await desk.work.wait(asked, BESA, later(hours=2))
    assert waits.status is Status.WAITING
    with pytest.raises(NotNow):
        await desk.work.wait(waits, BESA, later(hours=3))


async def test_a_solution_is_kept_and_what_is_over_is_not_solved_again() -> None:
    desk = Desk()
    solved = await desk.work.solve(desk.ticket, BESA, later(hours=1), "The form is at the desk")
    assert (solved.status, solved.solution) == (Status.SOLVED, "The form is at the desk")
    closed = await desk.work.close(solved, BESA, later(hours=2))
    for act in (desk.work.close, desk.work.wait):
        with pytest.raises(NotNow):
            await act(closed, BESA, later(hours=3))
    opened = await desk.work.reopen(closed, BESA, later(hours=3))
    assert (opened.status, opened.closed_at) == (Status.TAKEN, None)


async def test_tags_are_put_on_and_taken_off() -> None:
    desk = Desk()
    tagged = await desk.work.tag(desk.ticket, BESA, later(hours=1), ["grants", "budget", "grants"])
    assert tagged.tags == ("grants", "budget")
    tagged = await desk.work.tag(tagged, BESA, later(hours=2), ["grants", "law"])
    assert tagged.tags == ("budget", "law")
    many = await desk.work.tag(tagged, BESA, later(hours=3), [f"t{n}" for n in range(20)])
    assert len(many.tags) == 10


async def test_what_a_ticket_says_of_itself_is_changed_and_written_down() -> None:
    desk = Desk()
    ticket = await desk.work.set_priority(desk.ticket, BESA, later(hours=1), Priority.HIGH)
    ticket = await desk.work.call(ticket, BESA, later(hours=2), "Raporti")
    ticket = await desk.work.mark_sensitive(ticket, BESA, later(hours=3), sensitive=True)
    ticket = await desk.work.link(ticket, BESA, later(hours=4), ticket_of(number=3))
    assert (ticket.priority, ticket.subject, ticket.sensitive, ticket.parent_id) == (
        Priority.HIGH,
        "Raporti",
        True,
        3,
    )
    assert [what for what, _, _ in desk.told] == [
        Change.PRIORITY,
        Change.SUBJECT,
        Change.SENSITIVE,
        Change.LINK,
    ]
    await desk.work.set_priority(ticket, BESA, later(hours=5), Priority.HIGH)
    assert len(desk.told) == 4


async def test_two_tickets_become_one() -> None:
    desk = Desk()
    merged = await desk.work.merge(desk.ticket, BESA, later(hours=1), ticket_of(number=3))
    assert (merged.status, merged.parent_id) == (Status.CLOSED, 3)
    assert desk.told == [(Change.MERGE, "Besa", "3")]
    with pytest.raises(NotNow):
        await desk.work.merge(merged, BESA, later(hours=2), ticket_of(number=4))


async def test_a_note_changes_nothing_but_the_history() -> None:
    desk = Desk(replace(ticket_of(), owner_id=BESA.id))
    await desk.work.note(desk.ticket, BESA, later(hours=1), Change.UNDO)
    assert desk.store.saves == 0
    assert desk.told == [(Change.UNDO, "Besa", "")]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.CLOSED])
async def test_in_whatever_status_a_ticket_is_handed_over_or_given_back(status: Status) -> None:
    desk = Desk(replace(ticket_of(), status=status, owner_id=900))
    given = await desk.work.hand_over(desk.ticket, BESA, later(hours=1), MIRA)
    assert given.owner_id == 901
    free = await desk.work.hand_over(given, MIRA, later(hours=2), None)
    assert free.owner_id is None
    assert free.since == desk.ticket.since
    assert free.status is not Status.TAKEN
    assert free.status in (status, Status.NEW)
    assert desk.told == [(Act.CLAIM, "Besa", "Mira"), (Act.RELEASE, "Mira", "")]
