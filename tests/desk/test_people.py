"""Who writes to the line, and where their next words belong."""

from dataclasses import replace

import pytest

from desk.languages import Language
from desk.people import Awaiting, People, Person
from tests.desk.stores import ARTA, MORNING, KnownPeople, later


@pytest.fixture
def store() -> KnownPeople:
    return KnownPeople({ARTA.id: ARTA})


@pytest.fixture
def people(store: KnownPeople) -> People:
    return People(store)


async def test_somebody_new_is_met_now_without_a_language() -> None:
    store = KnownPeople()
    met = await People(store).meet(5, "Ane", None, later(hours=1))
    assert met == Person(5, "Ane", None, met_at=later(hours=1), language=None, reachable=True)
    assert store.rows == {5: met}


async def test_somebody_known_keeps_everything_but_the_name_of_today(
    people: People, store: KnownPeople
) -> None:
    met = await people.meet(ARTA.id, "Arta K.", None, later(days=1))
    assert met == replace(ARTA, name="Arta K.", username=None)
    assert store.rows[ARTA.id] == met


async def test_somebody_unchanged_is_not_written_again(people: People, store: KnownPeople) -> None:
    assert await people.meet(ARTA.id, "Arta", "arta", later(days=1)) == ARTA
    assert store.saves == 0


async def test_who_writes_can_be_reached_again(people: People, store: KnownPeople) -> None:
    assert await people.lose(ARTA.id) is True
    assert store.rows[ARTA.id].reachable is False
    assert (await people.meet(ARTA.id, "Arta", "arta", MORNING)).reachable is True
    assert store.rows[ARTA.id] == ARTA


async def test_a_loss_is_news_once_and_never_of_strangers(people: People) -> None:
    assert [await people.lose(ARTA.id) for _ in range(2)] == [True, False]
    assert await people.lose(99) is False


async def test_a_language_is_kept(people: People, store: KnownPeople) -> None:
    spoken = await people.speak(ARTA, Language.SR_CYRL)
    assert spoken == store.rows[ARTA.id] == replace(ARTA, language=Language.SR_CYRL)


async def test_who_writes_to_a_person_is_awaited_with_what_was_tried(
    people: People, store: KnownPeople
) -> None:
    turned = await people.turn_to(ARTA, 7)
    awaited = await people.expect_ticket(turned, ("grants",))
    assert awaited == replace(ARTA, ticket_id=None, awaiting=Awaiting(("grants",)))
    assert store.rows[ARTA.id] == awaited


async def test_who_turns_to_a_ticket_is_awaited_no_more(people: People, store: KnownPeople) -> None:
    awaited = await people.expect_ticket(ARTA)
    turned = await people.turn_to(awaited, 7)
    assert turned == store.rows[ARTA.id] == replace(ARTA, ticket_id=7, awaiting=None)


async def test_who_is_led_out_asks_a_question_next(people: People, store: KnownPeople) -> None:
    for start in (await people.turn_to(ARTA, 7), await people.expect_ticket(ARTA)):
        assert await people.lead_out(start) == ARTA
        assert store.rows[ARTA.id] == ARTA


async def test_no_step_touches_name_language_or_reach(people: People) -> None:
    for after in (
        await people.turn_to(ARTA, 7),
        await people.expect_ticket(ARTA, ("grants",)),
        await people.lead_out(ARTA),
    ):
        assert replace(after, ticket_id=None, awaiting=None) == ARTA


async def test_people_are_called_by_username_or_by_the_beginning_of_their_name() -> None:
    krasniqi = replace(ARTA, id=2, name="Arta Krasniqi", username=None)
    people = People(KnownPeople({1: ARTA, 2: krasniqi, 3: replace(ARTA, id=3, name="Artan")}))
    assert await people.called("@ARTA") == [ARTA, replace(ARTA, id=3, name="Artan")]
    assert await people.called("arta") == [ARTA, krasniqi]
    assert await people.called("Arta Krasniqi") == [krasniqi]
    assert await people.called("Art") == []
    assert await people.called("") == []
