"""Findings as an operator reads them in a terminal of 80 columns, and as a program reads them."""

import json
import textwrap
from collections.abc import Iterator, Sequence

from bot.doctor.finding import Finding, Level, by_weight

_COLUMNS = 80
_LEVEL, _ABOUT = 9, 19  # columns
_SHOWN = {Level.TROUBLE: "TROUBLE", Level.HINT: "hint", Level.OK: "ok"}


def as_text(findings: Sequence[Finding]) -> str:
    lines = [line for finding in by_weight(findings) for line in _lines(finding)]
    return "\n".join([*lines, "", _summary(findings)])


def as_json(findings: Sequence[Finding]) -> str:
    found = [
        {
            "about": finding.about,
            "level": finding.level.name.lower(),
            "text": finding.text,
            "cure": finding.cure,
        }
        for finding in by_weight(findings)
    ]
    is_well = not any(finding.is_trouble for finding in findings)
    return json.dumps({"is_well": is_well, "findings": found}, ensure_ascii=False, indent=2)


def _lines(finding: Finding) -> Iterator[str]:
    """What is so beside its name, and the cure below it behind an arrow."""
    about = textwrap.wrap(finding.about, _ABOUT - 2)
    said = [*_wrapped(finding.text, ""), *_wrapped(finding.cure, "-> ")]
    for number in range(max(len(about), len(said))):
        level = _SHOWN[finding.level] if number == 0 else ""
        name = about[number] if number < len(about) else ""
        text = said[number] if number < len(said) else ""
        yield f"{level:{_LEVEL}}{name:{_ABOUT}}{text}".rstrip()


def _wrapped(text: str, mark: str) -> list[str]:
    width, indent = _COLUMNS - _LEVEL - _ABOUT, " " * len(mark)
    return textwrap.wrap(
        text,
        width,
        initial_indent=mark,
        subsequent_indent=indent,
        break_long_words=False,  # an address or a path is copied whole
        break_on_hyphens=False,
    )


def _summary(findings: Sequence[Finding]) -> str:
    troubles = sum(finding.is_trouble for finding in findings)
    hints = sum(finding.level is Level.HINT for finding in findings)
    if not troubles:
        return "All is well." if not hints else f"All is well; {_counted(hints, 'hint')}."
    return f"{_counted(troubles, 'trouble')}, {_counted(hints, 'hint')}."


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
