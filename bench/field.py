"""Who is asked, in which bases: the line and its peers, each with the entries of each language."""

from collections.abc import Mapping, Sequence

from bench import certainty, recall
from bench.certainty import Judged
from bench.hard_questions import Question
from bench.recall import Results
from bench.search_peers import OURS, SEMANTIC, Searcher, methods
from faq import Entry
from faq.meaning import Meaning

_PHRASINGS = 400  # that the model is asked; a text takes it some twenty milliseconds

Questions = Mapping[str, Sequence[Question]]
Judgements = dict[str, dict[str, list[Judged]]]


class Field:
    """`names` are of all methods, installed or not; `own` are those of the line."""

    def __init__(self, bases: Mapping[str, tuple[Entry, ...]], meaning: Meaning | None) -> None:
        every = methods(meaning)
        self.bases = bases
        self.names = [method.name for method in every]
        self.own = [name for name in self.names if name in (OURS, SEMANTIC)]
        self._searchers: dict[str, dict[str, Searcher]] = {
            method.name: {lang: method.make(entries, lang) for lang, entries in bases.items()}
            for method in every
            if method.make
        }

    def ask(self, questions: Questions) -> dict[str, Results]:
        found = {name: Results() for name in self._searchers}
        for name, searchers in self._searchers.items():
            for language, searcher in searchers.items():
                recall.ask(found[name], searcher, language, questions[language])
        return found

    def judge(self, questions: Questions) -> Judgements:
        found = {
            name: {
                language: [certainty.judged(q, one.answer(q.text)) for q in questions[language]]
                for language, one in searchers.items()
            }
            for name, searchers in self._searchers.items()
        }
        return found | {certainty.LENGTH: _by_length(questions)}

    def leave_out(self) -> tuple[dict[str, Results], Judgements]:
        """Every phrasing, asked as if nobody had it."""
        found = {name: Results() for name in self._searchers}
        sure: Judgements = {name: {} for name in self._searchers}
        for name, searchers in self._searchers.items():
            most = _PHRASINGS if name == SEMANTIC else None
            for language, searcher in searchers.items():
                asked = recall.phrasings(self.bases[language], most)
                answers = [searcher.answer(question.text, out) for question, out in asked]
                every = zip(asked, answers, strict=True)
                sure[name][language] = [certainty.judged(q, answer) for (q, _), answer in every]
                found[name].left_out[language] = recall.of(
                    [q for q, _ in asked], [answer.hits for answer in answers]
                )
        asked_all = {
            language: [question for question, _ in recall.phrasings(entries)]
            for language, entries in self.bases.items()
        }
        return found, sure | {certainty.LENGTH: _by_length(asked_all)}

    @property
    def notes(self) -> dict[str, str]:
        return {SEMANTIC: f"{_PHRASINGS} at most"}


def _by_length(questions: Questions) -> dict[str, list[Judged]]:
    return {language: certainty.by_length(every) for language, every in questions.items()}


def unknown_of(found: Judgements, known: Judgements) -> Judgements:
    """The same known ones, against the unknown ones of others."""
    return {
        name: {
            language: [*every, *(one for one in found[name][language] if not one.is_known)]
            for language, every in by_language.items()
        }
        for name, by_language in known.items()
    }
