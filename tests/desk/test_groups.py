"""Which group takes a ticket, and how an operator writes that down."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.groups import (
    MAIN,
    Groups,
    Rule,
    StaffGroup,
    UnreadableGroups,
    read_groups,
)
from desk.languages import Language
from tests.desk.stores import ticket_of

MAIN_GROUP = StaffGroup(MAIN, -1)


def groups(text: str) -> Groups:
    return Groups((MAIN_GROUP, *read_groups(text)))


def taking(
    text: str,
    language: Language = Language.SQ,
    service: str | None = None,
    office: str | None = None,
) -> str:
    ticket = replace(ticket_of(), language=language, service=service)
    return groups(text).taking(ticket, (office or "",))


def test_without_a_rule_that_fits_the_main_group_takes_it() -> None:
    assert taking("") == taking("turkish -2 language=tr") == MAIN


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ("language=tr", {"language": Language.TR}),
        ("language=sr", {"language": Language.SR_CYRL}),
        ("language=sr-Cyrl", {"language": Language.SR_CYRL}),
        ("language=eu,sq", {"language": Language.SQ}),
        ("service=mentoring", {"service": "mentoring"}),
        ("office=hub-peja", {"office": "Hub Peja"}),
        ("office=Peja", {"office": "pejã"}),
        ("office=peja language=sq", {"office": "Peja"}),
    ],
)
def test_a_rule_takes_what_fits_all_that_it_names(rule: str, fits: dict[str, object]) -> None:
    assert taking(f"other -2 {rule}", **fits) == "other"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "other"),
    [
        ("language=sr-Cyrl", {"language": Language.SR_LATN}),
        ("office=peja language=tr", {"office": "Peja"}),
        ("service=mentoring", {}),
        ("", {"language": Language.TR}),
    ],
)
def test_a_rule_takes_nothing_else(rule: str, other: dict[str, object]) -> None:
    assert taking(f"other -2 {rule}", **other) == MAIN  # type: ignore[arg-type]


def test_the_first_rule_that_fits_decides_and_a_lost_group_takes_nothing() -> None:
    both = groups("one -2 language=sq; two -3 language=sq,tr")
    ticket = ticket_of()
    assert both.taking(ticket) == "one"
    main, one, two = both.all
    assert Groups((main, replace(one, is_lost=True), two)).taking(ticket) == "two"


@pytest.mark.parametrize(
    ("text", "language", "office", "name"),
    [
        ("turkish -2 language=tr; mentors -3 service=mentoring", Language.TR, "", "mentors"),
        ("turkish -2 language=tr", Language.TR, "", MAIN),
        (
            "some -2 service=grants; mentors -3 service=trainings,mentoring",
            Language.SQ,
            "",
            "mentors",
        ),
        (
            "north -2 service=mentoring office=peja; mentors -3 service=mentoring",
            Language.SQ,
            "Peja",
            "north",
        ),
        (
            "north -2 service=mentoring office=peja; mentors -3 service=mentoring",
            Language.SQ,
            "",
            "mentors",
        ),
        ("mentors -2 service=mentoring language=tr", Language.SQ, "", MAIN),
    ],
)
def test_what_is_no_ticket_is_for_a_group_that_names_its_service(
    text: str, language: Language, office: str, name: str
) -> None:
    assert groups(text).running("mentoring", language, (office,)) == name


def test_a_lost_group_runs_no_service() -> None:
    main, one, two = groups("one -2 service=mentoring; two -3 service=mentoring").all
    known = Groups((main, replace(one, is_lost=True), two))
    assert known.running("mentoring", Language.SQ, ()) == "two"


def test_a_group_is_known_by_name_and_by_chat() -> None:
    known = groups("turkish -2 language=tr")
    ticket = replace(ticket_of(), group_name="turkish")
    assert known.chat_of(ticket) == -2
    assert known.chat_of(replace(ticket, group_name="gone")) == -1
    assert known.in_chat(-2) == known.named("turkish")
    assert known.in_chat(-9) is None
    assert [group.name for group in known.beside("turkish")] == [MAIN]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-2 language=tr", "begins with no name"),
        ("main -2", "begins with no name"),
        ("Türkçe -2", "begins with no name"),
        ("turkish language=tr", "has no id"),
        ("turkish", "has no id"),
        ("turkish -2 tr", "language=…, office=…, service=…"),
        ("turkish -2 language=", "language=…, office=…, service=…"),
        ("turkish -2 language=xx", "choose of sq, sr, tr, eu, en"),
        ("turkish -2; turkish -3", "stands there twice"),
        ("turkish -2; other -2", "stands there twice"),
    ],
)
def test_what_cannot_be_read_says_how_to_write_it(text: str, why: str) -> None:
    with pytest.raises(UnreadableGroups) as refused:
        read_groups(text)
    assert why in refused.value.why
    assert refused.value.part in text


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[a-z][a-z0-9-]{0,19}", fullmatch=True), st.integers(-(2**52), -1)
        ),
        max_size=4,
        unique_by=(lambda pair: pair[0], lambda pair: pair[1]),
    )
)
def test_every_group_that_is_written_is_read(pairs: list[tuple[str, int]]) -> None:
    named = [(name, number) for name, number in pairs if name != MAIN]
    text = " ; ".join(f"{name} {number} language=tr" for name, number in named)
    rule = Rule(languages=("tr",))
    assert read_groups(text) == tuple(StaffGroup(*pair, rule) for pair in named)
