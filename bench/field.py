"""Who is asked, in which bases: the line and its peers, each with the entries of each language."""

from collections.abc import Mapping, Sequence

from bench import certainty, recall
from bench.certainty import Judged
from bench.hard_questions import Question
from bench.recall import Results
from bench.search_peers import OURS, SEMANTIC, Searcher, methods
from faq import Entry
from faq.meaning import Meaning

_MOST = 240  # phrasings where a model is asked, which takes its time

Questions = Mapping[str, Sequence[Question]]
Judgements = dict[str, dict[str, list[Judged]]]


class Field:
    """`names` are of all methods, installed or not; `own` are those of the line.

    `most` is how many phrasings of a language are left out, None for all.
    """

    def __init__(self, bases: Mapping[str, tuple[Entry, ...]], meaning: Meaning | None) -> None:
        every = methods(meaning)
        self.bases = bases
        self.most = _MOST if meaning else None
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
        lengths = {language: certainty.by_length(questions[language]) for language in self.bases}
        return found | {certainty.LENGTH: lengths}

    def leave_out(self) -> tuple[dict[str, Results], Judgements]:
        """Every phrasing, asked as if nobody had it; of all methods the same ones."""
        found = {name: Results() for name in self._searchers}
        sure: Judgements = {name: {} for name in (*self._searchers, certainty.LENGTH)}
        for language, entries in self.bases.items():
            asked = recall.phrasings(entries, self.most)
            questions = [question for question, _ in asked]
            for name, searchers in self._searchers.items():
                one = searchers[language]
                answers = [one.answer(question.text, without) for question, without in asked]
                sure[name][language] = list(map(certainty.judged, questions, answers))
                hits = [answer.hits for answer in answers]
                found[name].left_out[language] = recall.of(questions, hits)
            sure[certainty.LENGTH][language] = certainty.by_length(questions)
        return found, sure


def unknown_of(found: Judgements, known: Judgements) -> Judgements:
    """The same known ones, against the unknown ones of others."""
    return {
        name: {
            language: [*every, *(one for one in found[name][language] if not one.is_known)]
            for language, every in by_language.items()
        }
        for name, by_language in known.items()
    }
