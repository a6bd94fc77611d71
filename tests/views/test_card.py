"""The card of a request: what it shows, and when it need not be shown anew."""

from dataclasses import replace
from datetime import UTC, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.languages import Language
from desk.life import Status
from desk.ticket import Priority, Ticket
from handlers.texts import Catalogues
from handlers.views.card import Seat, card, clock, face
from tests.desk.stores import ARTA, MORNING, ticket_of

_ = Catalogues().texts(Language.EN)
moments = st.timedeltas(timedelta(), timedelta(days=9)).map(lambda since: MORNING + since)
tickets = st.builds(
    replace,
    st.just(ticket_of()),
    status=st.sampled_from(Status),
    since=moments,
    first_reply_at=st.none() | moments,
    owner_id=st.sampled_from((None, 1, 2)),
    priority=st.sampled_from((Priority.NORMAL, Priority.URGENT)),
    urgent=st.booleans(),
    tags=st.sampled_from(((), ("grants",))),
    due_at=st.none() | moments,
    sign=st.sampled_from((None, "7")),
)


def shown(ticket: Ticket) -> object:
    owner = f"colleague {ticket.owner_id}" if ticket.owner_id else None
    return card(ticket, ARTA, None, [], Seat("", UTC, None, owner, MORNING), _).params()


@given(before=tickets, after=tickets)
def test_cards_of_equal_faces_and_clocks_are_equal(before: Ticket, after: Ticket) -> None:
    if (face(before), clock(before)) == (face(after), clock(after)):
        assert shown(before) == shown(after)


def test_a_talk_changes_no_card_and_whoever_takes_it_does() -> None:
    new = ticket_of()
    taken = replace(new, status=Status.TAKEN, owner_id=1)
    waits = replace(taken, status=Status.WAITING, since=MORNING + timedelta(hours=1))
    assert face(taken) == face(waits)
    assert face(new) != face(taken)
    assert face(waits) != face(replace(waits, owner_id=2))
    assert face(waits) != face(replace(waits, status=Status.SOLVED))
    assert face(replace(taken, urgent=True)) != face(replace(waits, urgent=True))
