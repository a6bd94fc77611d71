"""The doctor: everything the line needs, looked at; each trouble comes with its cure."""

from bot.doctor.arrivals import groups
from bot.doctor.examination import Examined, by_hand, examine
from bot.doctor.finding import Finding, Level
from bot.doctor.printed import as_json, as_text
from bot.doctor.rounds import Rounds
from bot.doctor.subject import Subject

__all__ = [
    "Examined",
    "Finding",
    "Level",
    "Rounds",
    "Subject",
    "as_json",
    "as_text",
    "by_hand",
    "examine",
    "groups",
]
