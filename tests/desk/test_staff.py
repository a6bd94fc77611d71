"""Who works at the desk, and by which names they are called."""

import pytest

from desk.groups import MAIN
from desk.languages import Language
from desk.staff import Colleague, NobodyOfThatName, Role, Staff, nearest
from tests.desk.stores import KnownStaff, later


async def desk_of(*names: str) -> Staff:
    staff = Staff(KnownStaff())
    for number, name in enumerate(names, 900):
        await staff.meet(number, name, name.split()[0].lower(), owns_group=number == 900)
    return staff


async def test_the_owner_of_the_group_is_an_admin_and_the_others_advise() -> None:
    staff = await desk_of("Besa Krasniqi", "Mira")
    assert [one.role for one in await staff.all()] == [Role.ADMIN, Role.ADVISER]


async def test_a_role_and_a_language_outlast_a_new_name() -> None:
    staff = await desk_of("Besa", "Mira")
    mira = await staff.give_role(await staff.called("Mira"), Role.LEAD)
    await staff.speak(mira, Language.TR)
    mira = await staff.meet(901, "Mira Hoxha", None, owns_group=False)
    assert (mira.name, mira.role, mira.language) == ("Mira Hoxha", Role.LEAD, Language.TR)


@pytest.mark.parametrize("name", ["@besa", "Besa", "besa krasniqi", "BESA", "Беса"])
async def test_a_colleague_is_called_as_people_write_names(name: str) -> None:
    staff = await desk_of("Besa Krasniqi", "Mira")
    assert (await staff.called(name)).id == 900


@pytest.mark.parametrize("name", ["", "Arta", "Bes"])
async def test_whom_nobody_knows_is_asked_about_with_the_names_there_are(name: str) -> None:
    staff = await desk_of("Besa", "Mira")
    with pytest.raises(NobodyOfThatName) as unknown:
        await staff.called(name)
    assert unknown.value.known == ("Besa", "Mira")


async def test_two_of_one_name_are_nobody() -> None:
    staff = await desk_of("Besa Krasniqi", "Besa Hoxha")
    with pytest.raises(NobodyOfThatName):
        await staff.called("Besa")
    assert (await staff.called("Besa Hoxha")).id == 901


@pytest.mark.parametrize(
    ("words", "note"),
    [("Besa Krasniqi she knows it", "she knows it"), ("besa", ""), ("@besa now", "now")],
)
async def test_a_name_may_be_followed_by_a_note(words: str, note: str) -> None:
    staff = await desk_of("Besa Krasniqi", "Mira")
    colleague, rest = await staff.named_first(words)
    assert (colleague.id, rest) == (900, note)


def test_who_is_away_is_back_in_time() -> None:
    mira = Colleague(1, "Mira", None, away_until=later(hours=2))
    assert mira.is_away(later(hours=1))
    assert not mira.is_away(later(hours=2))


async def test_who_acted_last_in_a_group_is_nearest_to_it_and_else_everybody_is() -> None:
    staff = await desk_of("Besa", "Mira")
    ali = await staff.meet(902, "Ali", None, owns_group=False, group="turkish")
    besa, mira = await staff.called("Besa"), await staff.called("Mira")
    assert nearest([besa, mira, ali], "turkish") == [ali]
    assert nearest([besa, ali], "peja") == [besa, ali]
    ali = await staff.meet(902, "Ali", None, owns_group=False)
    assert nearest([besa, ali], MAIN) == [besa, ali]
