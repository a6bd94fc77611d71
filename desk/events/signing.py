"""On the way to a seat: what an event asks, and what has been answered so far."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from desk.events.event import Event, Question
from desk.events.seating import Wanted
from desk.events.seats import Answers

MOST_ACCESS = 300  # characters of what somebody needs

_ORDER = (Question.ORGANISATION, Question.ACCESS, Question.INTERPRETATION, Question.PHOTOS)


@dataclass(frozen=True, slots=True)
class Way:
    """`answered` are questions that need not be asked again. `brought_by` as in a seat."""

    organisation_id: int | None = None
    answers: Answers = field(default_factory=Answers)
    answered: frozenset[Question] = frozenset()
    brought_by: int | None = None

    def with_organisation(self, organisation_id: int | None) -> "Way":
        return self._after(Question.ORGANISATION, organisation_id=organisation_id)

    def with_access(self, needs: str | None) -> "Way":
        return self._after(Question.ACCESS, answers=replace(self.answers, access=needs))

    def with_interpretation(self, language: str | None) -> "Way":
        answers = replace(self.answers, interpretation=language)
        return self._after(Question.INTERPRETATION, answers=answers)

    def with_photos(self, *, may: bool) -> "Way":
        return self._after(Question.PHOTOS, answers=replace(self.answers, photos=may))

    def _after(self, question: Question, **parts: object) -> "Way":
        answered = self.answered | {question}
        return replace(self, answered=answered, **parts)  # type: ignore[arg-type]

    def wanted(self, language: str) -> Wanted:
        return Wanted(language, self.organisation_id, self.answers, self.brought_by)


def asked(event: Event) -> Iterator[Question]:
    """In the order in which they are asked; no interpretation where there is none."""
    for question in _ORDER:
        is_there = question is not Question.INTERPRETATION or bool(event.interpreted)
        if question in event.terms.asks and is_there:
            yield question


def next_question(event: Event, way: Way) -> Question | None:
    return next((one for one in asked(event) if one not in way.answered), None)
