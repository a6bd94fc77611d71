"""How well the knowledge base is found, and how honest it is about what it does not know.

The hard questions have few words in common with their entries; the part `test` counts, and nothing
is fitted to it. Three figures in a row are recall@1, recall@3 and MRR.

    python -m bench.faq               about two minutes
    python -m bench.faq --quick       without 5,000 entries and without lingua
    python -m bench.faq --semantic    with the extra [semantic] beside it; ten minutes and more
    python -m bench.faq --missed      the questions whose entry is not among the first three
    python -m bench.faq --entries DIR --questions FILE --language LANG    those of others

FILE has <slug><tab><question> on each line, with - as the slug where no entry answers.
"""

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench import certainty, detection, faq_goals, recall, search_cost
from bench.faq_goals import AIMS, COSTLY, LARGE
from bench.field import Field, Judgements, unknown_of
from bench.figures import Goals
from bench.hard_questions import (
    FOUR,
    LANGUAGES,
    PARTS,
    BrokenQuestions,
    Question,
    enlarged,
    hard,
    read,
)
from bench.meanings import Remembering
from bench.recall import Results
from bench.search_cost import Cost, Task, apart
from bench.search_peers import OURS, PEERS
from faq import SHIPPED, Entry, FaqError, load
from faq.meaning import Meaning, model

_SIZES = (LARGE, COSTLY, 5_000)
_SHOWN = "eu"  # the language whose costs are shown at each size: its questions are the longest
_VECTORS = Path(tempfile.gettempdir()) / "linja-bench" / "vectors.npz"


def run(wanted: argparse.Namespace, meaning: Meaning | None) -> Goals:
    base = load(SHIPPED)
    bases = {language: base.readable(language) for language in LANGUAGES}
    sizes = ", ".join(f"{language} {len(entries)}" for language, entries in bases.items())
    print(f"entries as shipped: {sizes}\n")
    shipped = Field(bases, meaning)
    large = Field({lang: enlarged(bases[lang], lang, LARGE) for lang in bases}, meaning)
    phrasings = _left_out(shipped)
    goals = Goals()
    parts = PARTS if wanted.part == "both" else (wanted.part,)
    results = [_part(part, shipped, large, phrasings, missed=wanted.missed) for part in parts]
    costs = _costs(bases, shipped.own, quick=wanted.quick)
    search_cost.show(costs)
    detectors = detection.detectors(quick=wanted.quick)
    told = {name: detection.tell(detect, parts[-1]) for name, detect in detectors.items()}
    names = [detection.OURS] if wanted.quick else [detection.OURS, detection.LINGUA]
    detection.show(told, names, faq_goals.shown(faq_goals.TOLD))
    print(f"goals; of the hard questions the part {parts[-1]}")
    for name in shipped.own:
        in_large, certain = results[-1]
        faq_goals.judge_recall(name, in_large[name], goals)
        faq_goals.judge_area(name, certain[name], goals)
    faq_goals.judge_costs(costs, goals)
    faq_goals.judge_detection(told[detection.OURS], goals)
    return goals


def _left_out(field: Field) -> Judgements:
    found, judged = field.leave_out()
    recall.show_left_out(found, field.names, field.most)
    return judged


def _part(
    part: str, shipped: Field, large: Field, phrasings: Judgements, *, missed: bool
) -> tuple[dict[str, Results], Judgements]:
    questions = {language: hard(language, part) for language in LANGUAGES}
    title = f"hard questions, {part}"
    found = shipped.ask(questions)
    recall.show_asked(f"{title}, entries as shipped", found, shipped.names, {})
    in_large = large.ask(questions)
    goals = {name: f">= {AIMS[name].first} {AIMS[name].three}" for name in large.own}
    recall.show_asked(f"{title}, {LARGE} entries", in_large, large.names, goals)
    judged = shipped.judge(questions)
    _show_certainty(title, shipped, judged, faq_goals.shown({n: AIMS[n].area for n in shipped.own}))
    other = unknown_of(judged, phrasings)
    title = f"phrasings left out, unknown ones of {part}"
    certainty.show_area(title, other, [*shipped.names, certainty.LENGTH], {})
    if missed:
        _show_missed(shipped, found)
    return in_large, judged


def _show_certainty(title: str, field: Field, judged: Judgements, goals: Mapping[str, str]) -> None:
    certainty.show_area(title, judged, [*field.names, certainty.LENGTH], goals)
    certainty.show_quality(title, judged, field.names, field.own)


def _show_missed(field: Field, found: Mapping[str, Results]) -> None:
    for name in field.own:
        recall.show_missed(name, found[name].missed)


def _costs(
    bases: Mapping[str, tuple[Entry, ...]], own: Sequence[str], *, quick: bool
) -> list[Cost]:
    """The line at the size that counts in all four languages, else in one."""
    others = [peer.name for peer in PEERS if peer.make]
    wanted = [
        (size, name, language)
        for size in _SIZES[: 2 if quick else 3]
        for name in (OURS, *others, *(own[1:] if size == COSTLY else ()))
        for language in (FOUR if (size, name) == (COSTLY, OURS) else (_SHOWN,))
    ]
    return [apart(_task(name, language, bases, size)) for size, name, language in wanted]


def _task(name: str, language: str, bases: Mapping[str, tuple[Entry, ...]], size: int) -> Task:
    questions = tuple(question.text for question in hard(language, PARTS[-1]))
    return Task(name, language, enlarged(bases[language], language, size), questions)


def run_others(wanted: argparse.Namespace, meaning: Meaning | None) -> None:
    """Entries and questions of others, without goals.

    Raises FaqError, BrokenQuestions, UnicodeDecodeError, OSError.
    """
    base = load(wanted.entries)
    language = base.nearest(wanted.language)
    field = Field({language: base.readable(language)}, meaning)
    questions = {language: read(wanted.questions)}
    _tell_strangers(field.bases[language], questions[language])
    _left_out(field)
    title = f"questions, {len(field.bases[language])} entries"
    if all(question.slug is None for question in questions[language]):
        return
    found = field.ask(questions)
    recall.show_asked(title, found, field.names, {})
    if any(question.slug is None for question in questions[language]):
        _show_certainty(title, field, field.judge(questions), {})
    if wanted.missed:
        _show_missed(field, found)


def _tell_strangers(entries: Sequence[Entry], questions: Sequence[Question]) -> None:
    slugs = {entry.slug for entry in entries}
    strangers = {question.slug for question in questions if question.slug} - slugs
    if strangers:
        print(f"no such entry, counted as not found: {', '.join(sorted(strangers))}\n")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.faq")
    parser.add_argument("--part", choices=(*PARTS, "both"), default="test")
    parser.add_argument("--semantic", action="store_true")
    parser.add_argument("--vectors", type=Path, default=_VECTORS, help="the file that keeps them")
    parser.add_argument("--quick", action="store_true", help="no 5,000 entries, no lingua")
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--entries", type=Path, help="with --questions and --language")
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--language")
    wanted = parser.parse_args()
    others = (wanted.entries, wanted.questions, wanted.language)
    if any(others) and not all(others):
        parser.error("--entries, --questions and --language go together")
    try:
        meaning = Remembering(model(wanted.vectors)) if wanted.semantic else None
        if all(others):
            run_others(wanted, meaning)
        else:
            run(wanted, meaning).end()
    except (FaqError, BrokenQuestions, UnicodeDecodeError, OSError) as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
