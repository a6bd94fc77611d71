"""The life of a ticket as a table: what leads where, and what is refused."""

import itertools
from pathlib import Path

import pytest

from desk.life import LIFE, Act, NotNow, Status, after, can, drawn

ARCHITECTURE = Path(__file__).parents[2] / "ARCHITECTURE.md"


@pytest.mark.parametrize(("status", "act"), list(itertools.product(Status, Act)))
def test_every_act_leads_somewhere_or_is_refused(status: Status, act: Act) -> None:
    if can(status, act):
        assert after(status, act, owned=True) in Status
    else:
        with pytest.raises(NotNow) as refused:
            after(status, act, owned=True)
        assert (refused.value.status, refused.value.act) == (status, act)


@pytest.mark.parametrize("status", Status)
def test_whatever_the_member_writes_and_staff_answer_is_taken(status: Status) -> None:
    assert can(status, Act.ASK)
    assert can(status, Act.REPLY)


def test_nothing_that_is_over_is_with_the_desk_unless_somebody_says_so() -> None:
    for act in Act:
        if can(Status.CLOSED, act):
            assert act in (Act.ASK, Act.REPLY, Act.REOPEN)


@pytest.mark.parametrize("status", Status)
def test_every_status_is_reached_and_left(status: Status) -> None:
    ends = {end for led in LIFE.values() for ends in led.values() for end in ends}
    assert status in ends
    assert any(after(status, act, owned=True) is not status for act in Act if can(status, act))


def test_what_comes_back_to_the_desk_is_its_owners_or_everybodys() -> None:
    for status in (Status.WAITING, Status.SOLVED, Status.CLOSED):
        assert after(status, Act.ASK, owned=True) is Status.TAKEN
        assert after(status, Act.ASK, owned=False) is Status.NEW


def test_the_picture_in_the_documents_is_this_one() -> None:
    assert drawn() in ARCHITECTURE.read_text("utf-8")
