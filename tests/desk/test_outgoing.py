"""Which parcels queue behind each other."""

import pytest

from desk.incoming import MessageRef
from desk.outgoing import (
    Address,
    Body,
    Call,
    Card,
    Chat,
    General,
    Mark,
    Nobody,
    Parcel,
    Priority,
    Recall,
    Relay,
    Revision,
    Topic,
    is_staff_lane,
    lane_of,
)

REF = MessageRef(5, 6)
SAID: tuple[Body, ...] = (
    Call("sendMessage", {}),
    Relay((REF,)),
    Revision(REF, "edited"),
    Recall(REF),
)


@pytest.mark.parametrize("body", SAID)
def test_each_person_has_a_lane(body: Body) -> None:
    assert lane_of(Parcel(Chat(5), body)) == "chat:5"
    assert lane_of(Parcel(Chat(-100), body)) == "chat:-100"


@pytest.mark.parametrize("body", [*SAID, Card("#1", {})])
@pytest.mark.parametrize("address", [Topic(1), Topic(2), General()])
def test_all_topics_of_the_staff_group_share_one(address: Address, body: Body) -> None:
    assert lane_of(Parcel(address, body)) == "staff"


@pytest.mark.parametrize("body", [*SAID, Card("#1", {})])
def test_each_staff_group_has_its_own(body: Body) -> None:
    assert lane_of(Parcel(Topic(1), body), "turkish") == "staff:turkish"
    assert lane_of(Parcel(General("turkish"), body)) == "staff:turkish"
    assert is_staff_lane("staff")
    assert is_staff_lane("staff:turkish")
    assert not is_staff_lane("chat:5")


@pytest.mark.parametrize("address", [Chat(5), General(), Topic(1)])
def test_a_mark_queues_beside_the_words_of_its_chat(address: Address) -> None:
    assert lane_of(Parcel(address, Mark(REF, "👀"))) == "marks:5"


def test_the_profile_is_in_nobodys_way() -> None:
    assert lane_of(Parcel(Nobody(), Call("setMyName", {}))) == "profile"


def test_what_looks_urgent_goes_first() -> None:
    order = [
        Priority.MENDING,
        Priority.PERSON,
        Priority.STAFF,
        Priority.NOTICE,
        Priority.IDLE,
        Priority.BULK,
    ]
    assert sorted(Priority) == order
