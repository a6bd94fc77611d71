"""Stories about grants, open calls, and what the coordinator sees of the whole directory."""

from datetime import UTC, datetime

from desk.languages import Language
from tests.scenarios.test_hours import at
from tests.scenarios.test_mentoring_directory import (
    coordinating,
    pressed,
    ready,
    said,
    writes_for,
)
from tests.world import World

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def test_a_grant_is_written_down_shown_and_removed(world: World) -> None:
    besa = await coordinating(world)
    await at(world, MONDAY)
    arta = await world.member("Arta", Language.EN)
    await writes_for(arta, "Agjencia Agimi")
    assert "No grant has been written down yet." in (await said(besa, "/grants")).text
    words = "/grant Agjencia AGIMI institutional 1.1.2026-31.12.2026"
    given = await said(besa, words)
    assert given.text == (
        "Agjencia Agimi\ninstitutional grant, 1 January – 31 December 2026\n\n"
        "1 person writes for it."
    )
    await said(besa, words)
    nobody = await said(besa, "/grant Dituria action 2025-01-01 - 2025-12-31")
    assert "Nobody has told us yet that they write for it." in nobody.text
    assert "Its time is over." in nobody.text
    assert "It has not begun yet." in (await said(besa, "/grant Besa action 1.2.2027")).text
    listed = await said(besa, "/grants")
    assert (
        "• ✅ Agjencia Agimi: institutional grant, 1 January – 31 December 2026\n"
        "• ⏳ Besa: action grant, Monday, 1 February 2027\n"
        "• ⌛ Dituria: action grant, 1 January – 31 December 2025" in listed.text
    )
    old = listed
    gone = await pressed(besa, listed, "Dituria", "Remove")
    assert gone.text == "The grant of Dituria is removed."
    assert "no longer there" in await besa.forges(world.group_id, old, "mg.gone:2")
    assert "no longer there" in await besa.forges(world.group_id, old, "mg.open:2")
    assert "Dituria" not in (await pressed(besa, gone, "All grants")).text


SLIPS = [
    ("/grant", "To write one down: /grant Agimi institutional"),
    ("/grant Agimi", "I cannot read “Agimi”. Nothing has changed."),
    ("/grant Agimi golden 1.1.2027", "I cannot read “Agimi golden 1.1.2027”."),
    ("/grant Agimi action soon", "I cannot read “soon”. Nothing has changed."),
    ("/grant Agimi action 31.2.2027", "I cannot read “31.2.2027”. Nothing has changed."),
    ("/grant Agimi action 1.1.2027 maybe", "I cannot read “maybe”. Nothing has changed."),
    ("/grant ? action 1.1.2027", "I cannot read “?”. Nothing has changed."),
    ("/opencall Small grants", "I cannot read “Small grants”. Nothing has changed."),
    ("/opencall Small until 1.2.2027 where soon", "Where are the answers published?"),
    ("/opencall Small until 1.2.2026 where https://a.example/b", "This day is over: Sunday, 1"),
    ("/opencall Small until someday where https://a.example/b", "I cannot read “someday”."),
    ("/opencall ? until 1.2.2027 where https://a.example/b", "I cannot read “?”."),
]


async def test_a_slip_is_answered_with_how_it_is_written(small_world: World) -> None:
    besa = await coordinating(small_world)
    await at(small_world, MONDAY)
    for slip, answer in SLIPS:
        assert answer in (await said(besa, slip)).text
    assert "No grant has been written down yet." in (await said(besa, "/grants")).text
    assert "No call is open" in (await said(besa, "/opencall")).text


async def test_a_call_is_open_until_its_day_or_until_somebody_closes_it(world: World) -> None:
    besa = await coordinating(world)
    await at(world, MONDAY)
    where = "where https://example.org/answers"
    opened = await said(besa, f"/opencall Small grants until 27.11.2026 {where}")
    line = "Small grants, until Friday, 27 November 2026: https://example.org/answers"
    assert line in opened.text
    await said(besa, f"/opencall SMALL GRANTS until 30.11. {where}")
    two = await said(besa, "/opencall Youth until 24.11. where @youth_answers")
    assert two.labels == ["Close: Youth", "Close: SMALL GRANTS"]
    assert "until Monday, 30 November 2026" in two.text
    asked = await said(besa, "/opencall close")
    assert asked.labels == two.labels
    closed = await said(besa, "/opencall close youth")
    assert closed.text.startswith("The call Youth is closed: mentors may advise on it again.")
    assert "closed already" in await besa.presses_on(two, "Close: Youth")
    await world.later(days=7)
    assert "SMALL GRANTS, until" in (await said(besa, "/opencall")).text
    await world.later(days=1)
    assert "No call is open" in (await said(besa, "/opencall")).text
    assert "closed already" in await besa.presses_on(two, "Close: SMALL GRANTS")


async def test_the_directory_is_one_message_whose_pages_turn(small_world: World) -> None:
    besa = await coordinating(small_world)
    for name in ("Agim", "Besnik", "Ceren", "Defne", "Elira", "Fjolla"):
        await pressed(besa, await ready(besa, name), "Approve")
    await said(besa, "/mentor new Genc")
    shown = await said(besa, "/mentors")
    assert "waits for approval: 1\napproved: 6" in shown.text
    assert "Languages that nobody covers: Srpski, Türkçe, Euskara, English" in shown.text
    first = await pressed(besa, shown, "All of the directory")
    assert "Genc · waits for approval\nMentor · – · cares for 0/5 · free: 0 minutes" in first.text
    assert "Elira" in first.text
    assert "Fjolla" not in first.text
    second = await pressed(besa, shown, "▶")
    assert second.labels == ["Fjolla", "◀", "Back"]
    assert "Fjolla · approved\nMentor · sq · cares for 0/5" in second.text
    languages = await pressed(besa, shown, "Back", "Languages")
    assert "Shqip: 6" in languages.text
    for label, told in (
        ("Waiting wishes", "Nobody waits for a session."),
        ("Sessions ahead", "No session is ahead."),
        ("No-shows", "No session was held in the last three months."),
        ("Hours by organisation", "No session was held in the last three months."),
    ):
        assert told in (await pressed(besa, shown, "Back", label)).text
    assert len([one for one in await besa.general() if one.id > shown.id]) == 0
    assert "no longer works" in await besa.forges(small_world.group_id, shown, "md.page:x")
