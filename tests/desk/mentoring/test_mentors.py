"""Who is in the directory: names, steps, links and peers, on a directory in a dictionary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.mentoring.areas import Area
from desk.mentoring.directory import Form, Kind, Mentor, Standing
from desk.mentoring.mentors import (
    Incomplete,
    IsInDirectory,
    Lack,
    LinkUsed,
    Mentors,
    NameTaken,
    NoAreas,
    NoName,
    StandsElsewise,
    Step,
    steps,
)
from desk.organisations import Organisation
from desk.week import NEVER, Spans
from tests.desk.stores import ARTA, BLERTA, MORNING

ZONE = ZoneInfo("Europe/Belgrade")
AGIMI = Organisation(1, "Agimi")
LAW = frozenset((Area.LAW,))


@dataclass
class KnownMentors:
    rows: dict[int, Mentor] = field(default_factory=dict)
    tokens: dict[int, str] = field(default_factory=dict)

    async def get(self, mentor_id: int, *, locked: bool = False) -> Mentor | None:
        assert locked in (True, False)
        return self.rows.get(mentor_id)

    async def of_person(self, person_id: int) -> Mentor | None:
        return next((one for one in self.rows.values() if one.person_id == person_id), None)

    async def all(self, standing: Standing | None = None) -> list[Mentor]:
        return [one for one in self.rows.values() if standing in (None, one.standing)]

    async def add(self, mentor: Mentor, token: str) -> Mentor:
        number = len(self.rows) + 1
        self.rows[number] = replace(mentor, id=number)
        self.tokens[number] = token
        return self.rows[number]

    async def save(self, mentor: Mentor) -> None:
        self.rows[mentor.id] = mentor

    async def with_token(self, token: str) -> Mentor | None:
        return next((self.rows[n] for n, one in self.tokens.items() if one == token), None)

    async def token_of(self, mentor_id: int) -> str:
        return self.tokens[mentor_id]

    async def claim(self, mentor_id: int, person_id: int) -> bool:
        if self.rows[mentor_id].person_id is not None:
            return False
        self.rows[mentor_id] = replace(self.rows[mentor_id], person_id=person_id)
        return True

    async def put_token(self, mentor_id: int, token: str) -> None:
        self.tokens[mentor_id] = token
        self.rows[mentor_id] = replace(self.rows[mentor_id], person_id=None)

    async def put_days(self, mentor_id: int, days: Mapping[date, Spans]) -> None:
        assert mentor_id in self.rows
        assert days

    async def drop_days(self, mentor_id: int, days: Sequence[date]) -> None:
        assert mentor_id in self.rows
        assert days

    async def form(self, message_id: int, group: str) -> Form | None:
        raise NotImplementedError

    async def keep_form(self, form: Form) -> None:
        raise NotImplementedError

    async def drop_form(self, message_id: int, group: str) -> None:
        raise NotImplementedError


@pytest.fixture
def store() -> KnownMentors:
    return KnownMentors()


@pytest.fixture
def opened() -> list[int]:
    """Numbers of mentors whose time may suit somebody who waits."""
    return []


@pytest.fixture
def mentors(store: KnownMentors, opened: list[int]) -> Mentors:
    async def tell(mentor_id: int) -> None:
        opened.append(mentor_id)

    return Mentors(store, tell)


async def ready(mentors: Mentors, name: str = "Defne", **parts: Any) -> Mentor:
    return await mentors.add(name, ZONE, MORNING, languages=("sq",), areas=LAW, **parts)


async def test_who_is_new_cannot_be_booked_in_any_way(mentors: Mentors) -> None:
    defne = await mentors.add("  Defne   Aydın ", ZONE, MORNING)
    assert (defne.name, defne.standing, defne.hours.week) == (
        "Defne Aydın",
        Standing.PROPOSED,
        NEVER,
    )
    assert not defne.is_bookable
    with pytest.raises(Incomplete) as missing:
        await mentors.approve(defne)
    assert missing.value.lacks == (Lack.LANGUAGES, Lack.AREAS)
    with pytest.raises(NameTaken):
        await mentors.add("DEFNE AYDIN", ZONE, MORNING)
    for name in ("", " ", "🎉", "a" * 61):
        with pytest.raises(NoName):
            await mentors.add(name, ZONE, MORNING)


async def test_every_step_leads_where_it_says_and_no_other_can_be_taken(mentors: Mentors) -> None:
    defne = await ready(mentors)
    walked = {}
    for step in (Step.APPROVE, Step.PAUSE, Step.RESUME, Step.LEAVE, Step.RETURN):
        for other in set(Step) - set(steps(defne)):
            with pytest.raises(StandsElsewise):
                await mentors.take(defne, other)
        defne = await mentors.take(defne, step)
        walked[step] = defne.standing
    assert list(walked.values()) == [
        Standing.APPROVED,
        Standing.PAUSED,
        Standing.APPROVED,
        Standing.LEFT,
        Standing.PROPOSED,
    ]


async def test_what_has_changed_meanwhile_is_not_undone(mentors: Mentors) -> None:
    shown = await ready(mentors)
    await mentors.change(shown, capacity=2)
    assert (await mentors.change(shown, languages=("tr",))).capacity == 2


async def test_who_can_be_booked_and_is_not_as_before_may_suit_somebody_who_waits(
    mentors: Mentors, opened: list[int]
) -> None:
    defne = await mentors.change(await ready(mentors), capacity=2)
    assert opened == []
    defne = await mentors.approve(defne)
    defne = await mentors.change(defne, is_online=True)  # as it was
    assert opened == [defne.id]
    defne = await mentors.put_days(defne, {MORNING.date(): ()})
    await mentors.as_usual(defne, [MORNING.date()])
    defne = await mentors.change(defne, capacity=3)
    assert opened == [defne.id] * 4
    await mentors.change(await mentors.pause(defne), capacity=4)
    assert opened == [defne.id] * 4
    come = replace(defne, name="Agim")
    agim = await mentors.bring_in(come, None)
    await mentors.bring_in(agim, {"capacity": 7})
    assert opened[4:] == [agim.id] * 2


async def test_of_two_who_open_a_link_one_is_the_mentor(mentors: Mentors) -> None:
    defne = await ready(mentors)
    token = await mentors.token(defne)
    assert (await mentors.claim(token, ARTA)).person_id == ARTA.id
    assert (await mentors.claim(token, ARTA)).person_id == ARTA.id
    with pytest.raises(LinkUsed):
        await mentors.claim(token, BLERTA)
    other = await mentors.token(await ready(mentors, "Agim"))
    with pytest.raises(IsInDirectory):
        await mentors.claim(other, ARTA)
    assert len({token, other}) == 2


async def test_a_peer_is_proposed_once_and_again_after_leaving(mentors: Mentors) -> None:
    with pytest.raises(NoAreas):
        await mentors.propose(ARTA, AGIMI, frozenset(), ZONE, MORNING)
    peer = await mentors.propose(ARTA, AGIMI, LAW, ZONE, MORNING)
    assert peer.kinds == {Kind.PEER}
    assert peer.languages == ("sq",)
    assert (peer.organisation_id, peer.person_id) == (AGIMI.id, ARTA.id)
    with pytest.raises(IsInDirectory):
        await mentors.propose(ARTA, AGIMI, LAW, ZONE, MORNING)
    await mentors.leave(peer)
    finance = frozenset((Area.FINANCE,))
    again = await mentors.propose(ARTA, AGIMI, finance, ZONE, MORNING)
    assert (again.id, again.standing, again.areas) == (peer.id, Standing.PROPOSED, finance)


@pytest.mark.parametrize(
    ("name", "taken", "called"),
    [
        ("Arta", (), "Arta"),
        ("Arta", ("ARTA",), "Arta (Agimi)"),
        ("Arta", ("Arta", "Arta (Agimi)"), "Arta 2"),
        ("🎉", (), "Agimi"),
        ("a" * 64, (), "a" * 60),
    ],
)
async def test_a_peer_is_called_so_that_nobody_else_is(
    mentors: Mentors, name: str, taken: tuple[str, ...], called: str
) -> None:
    for other in taken:
        await ready(mentors, other)
    peer = await mentors.propose(replace(ARTA, name=name), AGIMI, LAW, ZONE, MORNING)
    assert peer.name == called
