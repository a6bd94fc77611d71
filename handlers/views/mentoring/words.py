"""What kinds of help, standings and languages are called."""

from collections.abc import Iterable, Mapping
from zlib import crc32

import faq
from desk.languages import resolve
from desk.mentoring.directory import Kind, Standing
from desk.mentoring.mentors import Step
from handlers.texts import N_, Texts

KINDS: Mapping[Kind, str] = {
    Kind.MENTOR: N_("Mentor"),
    Kind.FACILITATOR: N_("Facilitator"),
    Kind.TRAINER: N_("Trainer"),
    Kind.EXPERT: N_("Expert"),
    Kind.PEER: N_("Peer"),
}
STANDINGS: Mapping[Standing, str] = {
    Standing.PROPOSED: N_("waits for approval"),
    Standing.APPROVED: N_("approved"),
    Standing.PAUSED: N_("paused"),
    Standing.LEFT: N_("has left"),
}
STEPS: Mapping[Step, str] = {
    Step.APPROVE: N_("Approve"),
    Step.PAUSE: N_("Pause"),
    Step.RESUME: N_("Go on"),
    Step.LEAVE: N_("Has left"),
    Step.RETURN: N_("Is back"),
}


def kinds(of: Iterable[Kind], _: Texts) -> str:
    wanted = frozenset(of)
    return ", ".join(_.label(KINDS[kind]) for kind in Kind if kind in wanted)


def kind(text: str, every: Iterable[Texts]) -> Kind | None:
    """By its name in any of the languages, or by what the program calls it."""
    wanted = faq.fold(text)
    for one in Kind:
        if wanted in {faq.fold(one), *(faq.fold(_.label(KINDS[one])) for _ in every)}:
            return one
    return None


def key_of(region: str) -> str:
    """Buttons hold no words."""
    return str(crc32(region.encode()))


def languages(codes: Iterable[str], _: Texts) -> str:
    """By their own names."""
    return ", ".join(own_name(code, _) for code in codes)


def own_name(code: str, _: Texts) -> str:
    """In the reader's script, where it is the reader's own language."""
    language = _.language if code == _.language.telegram_code else resolve(code)
    return language.own_name if language else code
