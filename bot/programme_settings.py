"""What an operator sets of mentoring and events: who may have it, how it is counted, when told."""

from datetime import timedelta
from typing import Any

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from desk.events.event import Kind
from desk.events.plan import UnreadablePlan, parse_plan
from desk.events.topic import Counting
from desk.mentoring.eligibility import UnreadableNeeds, parse_needs
from desk.mentoring.quiet import Quiet
from desk.mentoring.reminders import Schedule
from desk.mentoring.waiting import Line


class ProgrammeSettings(BaseSettings):
    mentoring_needs: str = ""
    events_planned: str = ""
    topic_votes: Counting = Counting.PERSON
    mentor_answers_within_hours: int = Field(default=24, ge=1, le=168)
    offer_stands_hours: int = Field(default=2, ge=1, le=24)
    offer_lead_hours: int = Field(default=12, ge=0, le=168)
    remind_hours_before: int = Field(default=24, ge=0, le=168)
    remind_again_hours_before: int = Field(default=2, ge=0, le=24)
    ask_minutes_after: int = Field(default=15, ge=0, le=1440)
    quiet_since: int = Field(default=21, ge=12, le=23)
    quiet_until: int = Field(default=8, ge=0, le=11)

    @property
    def schedule(self) -> Schedule:
        """When people hear of sessions."""
        return Schedule(
            answer=timedelta(hours=self.mentor_answers_within_hours),
            early=timedelta(hours=self.remind_hours_before),
            soon=timedelta(hours=self.remind_again_hours_before),
            afterwards=timedelta(minutes=self.ask_minutes_after),
            quiet=Quiet(self.quiet_since, self.quiet_until),
            line=Line(
                lead=timedelta(hours=self.offer_lead_hours),
                hold=timedelta(hours=self.offer_stands_hours),
            ),
        )

    @field_validator("mentoring_needs")
    @classmethod
    def _are_needs(cls, value: str) -> str:
        try:
            parse_needs(value)
        except UnreadableNeeds as error:
            raise ValueError(
                f"has “{error.part}”, which names no help with its grants; write it as "
                "mentor institutional, facilitator any (of mentor, facilitator, trainer, expert; "
                "institutional, action, any)"
            ) from error
        return value

    @field_validator("events_planned")
    @classmethod
    def _is_plan(cls, value: str) -> str:
        try:
            parse_plan(value)
        except UnreadablePlan as error:
            raise ValueError(
                f"has “{error.part}”, which is no kind of event with a number; write it as "
                f"national 4, regional 12 (of {', '.join(Kind)})"
            ) from error
        return value

    @field_validator("topic_votes", mode="before")
    @classmethod
    def _is_counting(cls, value: Any) -> Any:
        if value not in set(Counting):
            raise ValueError(f"counts nobody; choose one of {', '.join(Counting)}")
        return value
