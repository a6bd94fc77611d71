"""Who fits a wish, who does not and why, and what is said for them."""

from datetime import timedelta
from typing import Any

import pytest

from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind, Mentor, Place, Standing
from desk.mentoring.fitting import Care, Misfit, Reason, fits, misfits, reasons
from tests.desk.mentoring.cast import NOBODY, mentor, wish

ROOM = Place("Room 3")


def why_not(asked: dict[str, Any], who: Mentor, care: Care = NOBODY) -> list[Misfit]:
    found = list(misfits(wish(**asked), who, care))
    assert fits(wish(**asked), who, care) is (not found)
    return found


@pytest.mark.parametrize(
    ("asked", "known", "misfit"),
    [
        ({}, {"standing": Standing.PROPOSED}, Misfit.NOT_BOOKABLE),
        ({}, {"standing": Standing.PAUSED}, Misfit.NOT_BOOKABLE),
        ({"mentor_id": 2}, {}, Misfit.OTHER_CHOSEN),
        ({"avoided": (4, 1)}, {}, Misfit.AVOIDED),
        ({"mentor_id": 1, "avoided": (1,)}, {}, Misfit.AVOIDED),
        ({"person_id": 5}, {"person_id": 5}, Misfit.OWN),
        ({"organisation_id": 7}, {"organisation_id": 7}, Misfit.OWN),
        ({"kind": Kind.FACILITATOR}, {}, Misfit.KIND),
        ({"language": "tr"}, {"languages": ("sr", "sq")}, Misfit.LANGUAGE),
        ({"language": "tr", "mentor_id": 1}, {}, Misfit.LANGUAGE),
        ({"area": Area.LAW}, {}, Misfit.AREA),
        ({"length": timedelta(minutes=30)}, {}, Misfit.LENGTH),
        ({"is_online": True}, {"is_online": False, "place": ROOM}, Misfit.PLACE),
        ({"is_online": False}, {}, Misfit.PLACE),
        ({}, {"is_online": False}, Misfit.PLACE),
        ({"is_online": False, "region": "Niš"}, {"regions": ("Pirot",)}, Misfit.REGION),
        ({"region": "Niš"}, {"is_online": False, "place": ROOM}, Misfit.REGION),
    ],
)
def test_whoever_lacks_what_is_asked_for_does_not_fit(
    asked: dict[str, Any], known: dict[str, Any], misfit: Misfit
) -> None:
    assert why_not({}, mentor()) == []
    assert why_not(asked, mentor(**known)) == [misfit]


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ({"area": Area.FINANCE}, {}),
        ({"area": None}, {"areas": frozenset()}),
        ({"area": Area.LAW, "mentor_id": 1}, {}),
        ({"organisation_id": None}, {"organisation_id": None, "person_id": None}),
        ({"organisation_id": 7}, {"organisation_id": 8, "person_id": 5}),
        ({"kind": Kind.PEER}, {"kinds": frozenset({Kind.MENTOR, Kind.PEER})}),
        ({"is_online": False}, {"place": ROOM}),
        ({"is_online": False, "region": "Ниш"}, {"regions": ("Pirot", "Nis")}),
        ({"is_online": False, "region": "Niš", "mentor_id": 1}, {"place": ROOM}),
        ({"region": "Niš"}, {}),
        ({"region": "Niš", "is_online": True}, {"regions": ("Pirot",)}),
        ({}, {"is_online": False, "regions": ("Pirot",)}),
    ],
)
def test_whoever_has_what_is_asked_for_fits(asked: dict[str, Any], known: dict[str, Any]) -> None:
    assert why_not(asked, mentor(**known)) == []


def test_whoever_has_as_many_organisations_as_they_can_takes_no_other() -> None:
    busy = Care(now=frozenset({7, 8}), before=frozenset({9}))
    assert why_not({"organisation_id": 9}, mentor(capacity=2), busy) == [Misfit.FULL]
    assert why_not({"organisation_id": None}, mentor(capacity=2), busy) == [Misfit.FULL]
    assert why_not({"organisation_id": 8}, mentor(capacity=2), busy) == []
    assert why_not({"organisation_id": 9}, mentor(capacity=3), busy) == []


def test_all_that_is_missing_is_named() -> None:
    asked = {"language": "eu", "area": Area.LAW, "avoided": (1,)}
    assert why_not(asked, mentor()) == [Misfit.AVOIDED, Misfit.LANGUAGE, Misfit.AREA]


@pytest.mark.parametrize(
    ("asked", "known", "care", "said"),
    [
        ({}, {}, NOBODY, [Reason.LANGUAGE, Reason.ROOM]),
        ({"area": Area.FINANCE}, {}, NOBODY, [Reason.LANGUAGE, Reason.AREA, Reason.ROOM]),
        ({"mentor_id": 1}, {}, NOBODY, [Reason.CHOSEN, Reason.LANGUAGE, Reason.ROOM]),
        (
            {"organisation_id": 7},
            {"capacity": 1},
            Care(now=frozenset({7})),
            [Reason.KNOWN, Reason.LANGUAGE],
        ),
        (
            {"organisation_id": 7},
            {},
            Care(before=frozenset({7})),
            [Reason.KNOWN, Reason.LANGUAGE, Reason.ROOM],
        ),
        (
            {"region": "niš"},
            {"regions": ("Niš",)},
            NOBODY,
            [Reason.LANGUAGE, Reason.REGION, Reason.ROOM],
        ),
        (
            {"is_online": False},
            {"place": ROOM},
            NOBODY,
            [Reason.LANGUAGE, Reason.IN_PERSON, Reason.ROOM],
        ),
    ],
)
def test_what_speaks_for_somebody_is_told(
    asked: dict[str, Any], known: dict[str, Any], care: Care, said: list[Reason]
) -> None:
    assert list(reasons(wish(**asked), mentor(**known), care)) == said
