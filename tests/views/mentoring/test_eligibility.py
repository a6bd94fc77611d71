"""Who is not eligible reads why, and finds a way that is open."""

from dataclasses import replace
from datetime import date

import pytest

from desk.languages import Language
from desk.mentoring.directory import Kind
from desk.mentoring.eligibility import Grant, GrantKind, OpenCall, Outcome, Verdict
from desk.organisations import Organisation
from handlers.buttons import BrowseTopics, NewQuestion
from handlers.mentoring.directory_buttons import AskCoordinator
from handlers.profile_buttons import AddOrganisation
from handlers.screen import Button
from handlers.views.html import plain
from handlers.views.mentoring import eligibility as views
from tests.world import CATALOGUES

AGIMI = Organisation(1, "Agimi & co")
GRANT = Grant(1, AGIMI, GrantKind.INSTITUTIONAL, date(2026, 1, 1), date(2026, 6, 30))
NEEDED = frozenset((GrantKind.INSTITUTIONAL,))
CALL = OpenCall(1, "Small grants", date(2027, 3, 31), "https://example.org/answers")


def verdict(outcome: Outcome) -> Verdict:
    named = outcome in (Outcome.OVER, Outcome.NOT_YET, Outcome.OTHER_GRANT)
    grant = replace(GRANT, kind=GrantKind.ACTION) if outcome is Outcome.OTHER_GRANT else GRANT
    return Verdict(Kind.MENTOR, outcome, NEEDED, grant if named else None)


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Outcome.NO_ORGANISATION, "we do not know yet for which organisation you write"),
        (Outcome.NO_GRANT, "we know of none of yours"),
        (Outcome.OVER, "the one of Agimi & co was over on this day: Tuesday, 30 June 2026."),
        (Outcome.NOT_YET, "begins on this day: Thursday, 1 January 2026."),
        (Outcome.OTHER_GRANT, "Grant: institutional grant. Yours: action grant."),
    ],
)
def test_the_reason_is_told_and_the_line_is_offered(outcome: Outcome, told: str) -> None:
    screen = views.refused(verdict(outcome), CATALOGUES.texts(Language.EN))
    text = plain(str(screen.text))
    assert told in text
    assert "Our staff answer your questions on this line" in text
    callbacks = [one.callback for row in screen.rows for one in row if isinstance(one, Button)]
    assert callbacks[-1] == AskCoordinator()
    assert (AddOrganisation() in callbacks) is (outcome is Outcome.NO_ORGANISATION)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.MAY])
def test_every_reason_is_told_in_every_language(language: Language, outcome: Outcome) -> None:
    assert views.refused(verdict(outcome), CATALOGUES.texts(language)).text


def test_while_a_call_is_open_it_is_asked_about_first_and_answers_are_elsewhere() -> None:
    _ = CATALOGUES.texts(Language.EN)
    asked = views.is_it_about(CALL, BrowseTopics(), NewQuestion(), _)
    assert plain(str(asked.text)) == "Is it about this call: Small grants?"
    assert [row[0].label for row in asked.rows] == ["Yes, about this call", "No"]
    told = plain(str(views.answers_are_published(CALL, _).text))
    assert "open until: Wednesday, 31 March 2027" in told
    assert "published here: https://example.org/answers" in told
