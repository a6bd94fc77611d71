"""The life of a ticket: which act leads from which status to which. Everything else is refused."""

from collections.abc import Mapping
from enum import StrEnum

from desk.errors import DeskError


class Status(StrEnum):
    NEW = "new"  # nobody has taken it; the bot has told the member that it is here
    TAKEN = "taken"  # its owner has the word
    WAITING = "waiting"  # the member has the word
    EXPERT = "expert"  # somebody outside the desk has it
    SOLVED = "solved"  # staff have said so, and the member may say no
    CLOSED = "closed"


class Act(StrEnum):
    ASK = "ask"  # the member writes
    CLAIM = "claim"  # somebody makes it theirs, or is given it
    RELEASE = "release"  # it is nobody's again
    REPLY = "reply"
    WAIT = "wait"  # for the member, without a reply
    CONSULT = "consult"
    SOLVE = "solve"
    CLOSE = "close"
    REOPEN = "reopen"


class NotNow(DeskError):
    """The act makes no sense in this status."""

    def __init__(self, status: Status, act: Act) -> None:
        super().__init__(status, act)
        self.status = status
        self.act = act


# Where the desk has the word: with its owner, or with nobody yet.
_OURS = (Status.NEW, Status.TAKEN)
_NEW, _TAKEN, _WAITING, _EXPERT, _SOLVED, _CLOSED = Status

LIFE: Mapping[Act, Mapping[Status, tuple[Status, ...]]] = {
    Act.ASK: {
        _NEW: (_NEW,),
        _TAKEN: (_TAKEN,),
        _WAITING: _OURS,
        _EXPERT: (_EXPERT,),
        _SOLVED: _OURS,
        _CLOSED: _OURS,
    },
    Act.CLAIM: {_NEW: (_TAKEN,), _TAKEN: (_TAKEN,), _WAITING: (_WAITING,), _EXPERT: (_EXPERT,)},
    Act.RELEASE: {_TAKEN: (_NEW,), _WAITING: (_WAITING,), _EXPERT: (_EXPERT,)},
    Act.REPLY: {
        _NEW: (_WAITING,),
        _TAKEN: (_WAITING,),
        _WAITING: (_WAITING,),
        _EXPERT: (_WAITING,),
        _SOLVED: (_SOLVED,),
        _CLOSED: (_WAITING,),
    },
    Act.WAIT: {_NEW: (_WAITING,), _TAKEN: (_WAITING,), _EXPERT: (_WAITING,)},
    Act.CONSULT: {_NEW: (_EXPERT,), _TAKEN: (_EXPERT,), _WAITING: (_EXPERT,)},
    Act.SOLVE: {_NEW: (_SOLVED,), _TAKEN: (_SOLVED,), _WAITING: (_SOLVED,), _EXPERT: (_SOLVED,)},
    Act.CLOSE: {
        _NEW: (_CLOSED,),
        _TAKEN: (_CLOSED,),
        _WAITING: (_CLOSED,),
        _EXPERT: (_CLOSED,),
        _SOLVED: (_CLOSED,),
    },
    Act.REOPEN: {_SOLVED: _OURS, _CLOSED: _OURS},
}


def after(status: Status, act: Act, *, owned: bool) -> Status:
    """`owned`: somebody has the ticket, once the act is done. Raises NotNow."""
    led = LIFE[act].get(status)
    if led is None:
        raise NotNow(status, act)
    return led[owned] if led is _OURS else led[0]


def can(status: Status, act: Act) -> bool:
    return status in LIFE[act]


def drawn() -> str:
    """The whole as a state diagram for Mermaid."""
    acts: dict[tuple[Status, Status], list[str]] = {}
    for act, led in LIFE.items():
        for begun, ends in led.items():
            for end in ends:
                if end is not begun:
                    acts.setdefault((begun, end), []).append(act)
    lines = [f"    {begun} --> {end}: {', '.join(names)}" for (begun, end), names in acts.items()]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {Status.NEW}", *lines]) + "\n"
