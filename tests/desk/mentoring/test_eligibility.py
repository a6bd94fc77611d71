"""Who may ask for whose help is decided by grants and days alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.mentoring.directory import Kind
from desk.mentoring.eligibility import (
    Grant,
    GrantKind,
    OpenCall,
    Outcome,
    UnreadableNeeds,
    Verdict,
    may_book,
    parse_needs,
)
from desk.organisations import Membership, Organisation

AGIMI = Organisation(1, "Agimi")
OURS = [Membership(AGIMI)]
NEEDS = parse_needs("mentor institutional, facilitator any")
DAY = date(2026, 11, 22)
INSTITUTIONAL, ACTION = GrantKind


def grant(kind: GrantKind, starts: int, ends: int, number: int = 1) -> Grant:
    """Of days counted from the one on which it is asked."""
    return Grant(number, AGIMI, kind, DAY + timedelta(days=starts), DAY + timedelta(days=ends))


def verdict(
    kind: Kind,
    *grants: Grant,
    memberships: list[Membership] = OURS,
    calls: tuple[OpenCall, ...] = (),
) -> Verdict:
    return may_book(kind, memberships, grants, calls, needs=NEEDS, today=DAY)


@pytest.mark.parametrize(
    ("kind", "grants", "outcome"),
    [
        (Kind.MENTOR, [grant(INSTITUTIONAL, -9, 9)], Outcome.MAY),
        (Kind.MENTOR, [grant(INSTITUTIONAL, 0, 0)], Outcome.MAY),
        (Kind.MENTOR, [grant(ACTION, -9, 9)], Outcome.OTHER_GRANT),
        (Kind.MENTOR, [grant(INSTITUTIONAL, -9, -1)], Outcome.OVER),
        (Kind.MENTOR, [grant(INSTITUTIONAL, 1, 9)], Outcome.NOT_YET),
        (Kind.MENTOR, [grant(INSTITUTIONAL, -9, -1), grant(ACTION, -9, 9)], Outcome.OVER),
        (Kind.MENTOR, [grant(ACTION, -9, -1)], Outcome.NO_GRANT),
        (Kind.MENTOR, [], Outcome.NO_GRANT),
        (Kind.FACILITATOR, [grant(ACTION, -9, 9)], Outcome.MAY),
        (Kind.FACILITATOR, [grant(INSTITUTIONAL, -9, 9)], Outcome.MAY),
        (Kind.FACILITATOR, [], Outcome.NO_GRANT),
        (Kind.PEER, [], Outcome.MAY),
        (Kind.TRAINER, [], Outcome.MAY),
    ],
)
def test_the_right_comes_from_a_grant_of_the_kind_on_its_days(
    kind: Kind, grants: list[Grant], outcome: Outcome
) -> None:
    found = verdict(kind, *grants)
    assert found.outcome is outcome
    assert found.may is (outcome is Outcome.MAY)


def test_who_told_of_no_organisation_is_told_so_but_peers_help_them_too() -> None:
    assert verdict(Kind.MENTOR, memberships=[]).outcome is Outcome.NO_ORGANISATION
    assert verdict(Kind.PEER, memberships=[]).may


def test_the_grant_that_is_named_is_the_one_that_matters() -> None:
    early, late = grant(INSTITUTIONAL, -90, -60), grant(INSTITUTIONAL, -50, -20)
    assert verdict(Kind.MENTOR, late, early).grant == late
    soon, later = grant(INSTITUTIONAL, 5, 9), grant(INSTITUTIONAL, 20, 30)
    assert verdict(Kind.MENTOR, later, soon, late).grant == soon
    short, long = grant(INSTITUTIONAL, -5, 2), grant(INSTITUTIONAL, -5, 30)
    found = verdict(Kind.MENTOR, short, long, soon)
    assert (found.grant, found.organisation_id) == (long, AGIMI.id)
    assert verdict(Kind.MENTOR, late).organisation_id is None


@pytest.mark.parametrize("kind", Kind)
def test_a_programme_without_grants_is_for_everybody(kind: Kind) -> None:
    found = may_book(kind, [], [], [], needs=parse_needs(""), today=DAY)
    assert found == Verdict(kind, Outcome.MAY)


def test_calls_are_named_until_the_end_of_their_last_day() -> None:
    calls = [
        OpenCall(1, "Over", DAY - timedelta(days=1), "https://a.example"),
        OpenCall(2, "Last day", DAY, "https://b.example"),
    ]
    found = verdict(Kind.PEER, calls=tuple(calls))
    assert [call.name for call in found.calls] == ["Last day"]
    assert [call.name for call in verdict(Kind.MENTOR, calls=tuple(calls)).calls] == ["Last day"]


@given(
    grants=st.lists(
        st.builds(
            lambda kind, starts, length: grant(kind, starts, starts + length),
            st.sampled_from(GrantKind),
            st.integers(-40, 40),
            st.integers(0, 40),
        ),
        max_size=5,
    ),
    kind=st.sampled_from(Kind),
)
def test_nobody_gets_a_right_without_a_valid_grant_and_nobody_with_one_is_refused(
    grants: list[Grant], kind: Kind
) -> None:
    needed = NEEDS.get(kind, frozenset())
    has_right = not needed or any(
        one.kind in needed and one.starts <= DAY <= one.ends for one in grants
    )
    found = verdict(kind, *grants)
    assert found.may is has_right
    if not found.may and found.grant is not None:
        assert found.grant in grants


@pytest.mark.parametrize(
    "text",
    [
        "mentor",
        "mentor money",
        "peer any",
        "wizard institutional",
        "mentor action, mentor any",
        "institutional mentor",
    ],
)
def test_needs_that_say_nothing_clear_are_refused(text: str) -> None:
    with pytest.raises(UnreadableNeeds):
        parse_needs(text)


def test_needs_are_read_in_any_case_and_several_grants_may_do() -> None:
    assert parse_needs(" Mentor Institutional ACTION; trainer any ,") == {
        Kind.MENTOR: frozenset(GrantKind),
        Kind.TRAINER: frozenset(GrantKind),
    }
