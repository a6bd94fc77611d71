"""Every button of the line fits on a message, and no two can be taken for each other."""

from dataclasses import fields
from itertools import product
from typing import Any
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import faq
from desk.events.event import Kind as EventKind
from desk.events.event import Question as EventQuestion
from desk.events.feedback import Asked
from desk.events.themes import Theme
from desk.events.topic import TopicKind, TopicStep
from desk.languages import Language
from desk.mentoring.accounts import Question
from desk.mentoring.areas import Area
from desk.mentoring.availability import Term
from desk.mentoring.directory import Kind
from desk.mentoring.facilitation import Item, Part, Phase
from desk.mentoring.goals import Dimension, Owner
from desk.mentoring.mentors import Step
from desk.privacy import Purpose
from handlers import (
    FEATURES,
    buttons,
    group_buttons,
    guard_buttons,
    privacy_buttons,
    profile_buttons,
)
from handlers.buttons import BrowseTopic, ChooseLanguage
from handlers.callback import Callback
from handlers.events import demand_buttons, door_buttons, making_buttons, seat_buttons
from handlers.mentoring import (
    directory_buttons,
    facilitation_buttons,
    feed_buttons,
    hours_buttons,
    plan_buttons,
    session_buttons,
    wish_buttons,
)
from handlers.mentoring.directory_buttons import (
    ChooseAmong,
    ShowReport,
    TakeStep,
    Toggle,
    WritePart,
)
from handlers.mentoring.facilitation_buttons import (
    AskAgain,
    Fill,
    PutAnswer,
    ShowList,
    Tick,
    WriteForm,
)
from handlers.mentoring.hours_buttons import PutOwnZone, PutTerm
from handlers.mentoring.plan_buttons import NewGoal, PutDimension, PutOwner, ScoreGoal
from handlers.mentoring.session_buttons import Answer, ReallyCancel
from handlers.mentoring.wish_buttons import (
    AnotherWish,
    BeginWish,
    NotAboutCall,
    PutPart,
    ShowPart,
)
from handlers.privacy_buttons import Allow
from handlers.routing import OnPress
from handlers.views.events import listing, subscribing
from handlers.views.events.topic_desk import AGENDA, CAPSULE, MEETING
from handlers.views.mentoring.directory import Page
from handlers.views.mentoring.session import REASONS

BUTTONS: list[type[Callback]] = [
    kind
    for module in (
        buttons,
        demand_buttons,
        directory_buttons,
        door_buttons,
        facilitation_buttons,
        feed_buttons,
        group_buttons,
        guard_buttons,
        hours_buttons,
        plan_buttons,
        making_buttons,
        seat_buttons,
        session_buttons,
        privacy_buttons,
        profile_buttons,
        wish_buttons,
    )
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Callback) and kind is not Callback
]
LARGEST = 2**63 - 1
BASE = faq.load(faq.SHIPPED)
TOPIC_LISTS = ["all", "e999999999999", *(theme.value for theme in Theme)]
WORDS: dict[type[Callback], list[str]] = {
    BrowseTopic: [card.slug for card in BASE.cards],
    ChooseLanguage: [language.value for language in Language],
    Allow: [purpose.value for purpose in Purpose],
    PutTerm: [term.value for term in Term],
    PutOwnZone: sorted(available_timezones()),
    ShowReport: [page.value for page in Page],
    Answer: [question.value for question in Question],
    ReallyCancel: ["", *REASONS],
    TakeStep: [step.value for step in Step],
    ChooseAmong: ["areas", "languages", "kinds", "about"],
    Toggle: ["online", *(f"areas.{area}" for area in Area), *(f"kinds.{kind}" for kind in Kind)],
    BeginWish: [kind.value for kind in Kind],
    AnotherWish: [kind.value for kind in Kind],
    NotAboutCall: [kind.value for kind in Kind],
    ScoreGoal: [one.value for one in Dimension],
    NewGoal: [one.value for one in Dimension],
    PutDimension: [one.value for one in Dimension],
    PutOwner: [one.value for one in Owner],
    ShowPart: ["language", "how", "region", "length"],
    PutPart: [
        "language.sq",
        "region.4294967295",
        "how.either",
        "length.1440",
        *(f"area.{area}" for area in Area),
    ],
    PutAnswer: ["length.3360", "region.4294967295", "languages.sq"],
    AskAgain: [part.value for part in Part],
    ShowList: [phase.value for phase in Phase],
    Tick: [item.value for item in Item],
    Fill: [item.value for item in Item],
    WriteForm: ["refuse", "move"],
    demand_buttons.ShowTopics: TOPIC_LISTS,
    demand_buttons.Support: TOPIC_LISTS,
    demand_buttons.Propose: [kind.value for kind in TopicKind],
    demand_buttons.PutTheme: ["", *(theme.value for theme in Theme)],
    demand_buttons.StepTopic: [*(step.value for step in TopicStep), MEETING, CAPSULE, AGENDA],
    demand_buttons.SetBallot: ["approval", "ranking", "organisations", "picture", "close"],
    demand_buttons.WriteBallot: ["question.sq", "options.sr", "quorum", "closes"],
    making_buttons.ListEvents: list(listing.LISTS),
    making_buttons.ChooseOf: ["interpreted", "languages", "facilitator", "reason"],
    making_buttons.SetOf: [
        *(f"kind.{kind}" for kind in EventKind),
        *(f"themes.{theme}" for theme in Theme),
        *(f"asks.{question}" for question in EventQuestion),
        f"facilitator.{2**63 - 1}",
    ],
    making_buttons.WriteOf: ["per_organisation", "repeat.fortnightly", "agenda.sq"],
    making_buttons.LookAs: [language.value for language in Language],
    door_buttons.Rate: [asked.value for asked in Asked],
    door_buttons.WriteNews: ["news.sq", "album"],
    seat_buttons.PutAnswer: [f"{question}.{2**63 - 1}" for question in EventQuestion],
    seat_buttons.WriteAnswer: [question.value for question in EventQuestion],
    seat_buttons.ShowSubscriptions: list(subscribing.FACETS),
    seat_buttons.ChooseForumsOf: list(subscribing.FACETS),
    seat_buttons.ShowForumsOf: [
        *(f"7.kind.{kind}" for kind in EventKind),
        *(f"7.theme.{theme}" for theme in Theme),
        f"7.region.{2**32 - 1}",
    ],
    seat_buttons.Subscribe: [
        *(f"kind.{kind}" for kind in EventKind),
        *(f"theme.{theme}" for theme in Theme),
        f"region.{2**32 - 1}",
        "all",
    ],
    making_buttons.TakeStep: ["publish_all", "finish", "waive"],
    WritePart: ["capacity", "regions", *(f"about.{one.telegram_code}" for one in Language)],
}
SLUGS = sorted({entry.slug for entry in BASE.entries})
EACH = pytest.mark.parametrize("kind", BUTTONS, ids=lambda kind: kind.__name__)


def largest(kind: type[Callback]) -> list[Callback]:
    """With the largest ids, and with every word that it may carry."""
    words = WORDS.get(kind, SLUGS)
    values: list[list[Any]] = [[LARGEST] if f.type is int else words for f in fields(kind)]
    return [kind(*chosen) for chosen in product(*values)]


@EACH
def test_every_button_fits_with_every_word_and_the_largest_ids(kind: type[Callback]) -> None:
    for button in largest(kind):
        assert len(button.pack().encode()) <= 64
        assert kind.unpack(button.pack()) == button


@EACH
@settings(max_examples=15)
@given(data=st.data())
def test_every_button_comes_back_as_it_was(kind: type[Callback], data: st.DataObject) -> None:
    words = st.sampled_from(WORDS.get(kind, SLUGS))
    numbers = st.integers(0, LARGEST)
    values = [data.draw(numbers if f.type is int else words) for f in fields(kind)]
    button = kind(*values)
    assert [found for other in BUTTONS if (found := other.unpack(button.pack()))] == [button]


@EACH
@settings(max_examples=15)
@given(forged=st.text(max_size=64))
def test_no_button_is_confused_by_what_others_forge(kind: type[Callback], forged: str) -> None:
    for data in (forged, f"{kind.prefix}:{forged}", f"{kind.prefix}{forged}"):
        found = kind.unpack(data)
        assert found is None or data.partition(":")[0] == kind.prefix


def test_no_two_buttons_share_a_prefix_and_none_holds_a_colon() -> None:
    prefixes = [kind.prefix for kind in BUTTONS]
    assert len(set(prefixes)) == len(prefixes) > 10
    assert [prefix for prefix in prefixes if ":" in prefix or not prefix.isascii()] == []


def test_every_button_leads_somewhere() -> None:
    routes = [route for feature in FEATURES for route in feature if isinstance(route, OnPress)]
    assert {route.prefix for route in routes} == {kind.prefix for kind in BUTTONS}
    assert len({(route.side, route.prefix) for route in routes}) == len(routes)
