"""Updates with something wrong in them: `mutants(seed, updates)` spoils each in one named way.

A tree is spoilt first, then its spelling, so that also what no JSON library would write is tried.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

Tree = dict[str, Any]
Place = tuple[Any, Any]  # an object or a list, and a key of it

UNSEEN = (
    "\u202etxt.exe\u202c", "\u200b", "\u200d" * 500, "\u2066\u2067\u2068", "\ufeff", "\u00ad" * 99,
    "\U000e0041\U000e007f", "Z" + "\u0300" * 900, "\u061c\u200e\u200f", "\u2028\u2029",
    "\ufff9\ufffb", "\x01\x02\x1b[31m", "\x7f\x85", "\ufdd0\uffff", "\U0010ffff",
)  # fmt: skip
NUMBERS = (
    2**31, 2**32, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64, 10**30, -1, 0,
)  # fmt: skip
FLOATS = (0.5, -0.0, 1e308, 5e-324, 1.5e300, 3.0)
OTHERS: tuple[Any, ...] = (None, True, False, 0, -1, 1.5, "", "x", [], {}, [[]], [None], {"": {}})
_HALVES = ("\ud83d", "\udc00", "\udfff\ud800")  # of what should be a pair
_FIELDS = ("of_tomorrow", "", "self", "api_kwargs", "bot", "__class__", "\x00", "a" * 5000)
_DEPTHS = (60, 500, 990, 5_000, 100_000)
_RAW = "\ue000raw\ue000"  # stands for what no Python value is written as
_HUGE = 300_000  # characters; the whole must stay below a webhook's limit


@dataclass(frozen=True, slots=True)
class Mutant:
    """`may_be_polled`: the number is as it was, and the whole is JSON: getUpdates can hold it."""

    kind: str
    body: bytes
    number: int
    may_be_polled: bool = True


def mutants(seed: int, updates: Iterable[Tree], first: int = 0) -> Iterator[Mutant]:
    """One kind of wrong after the other, beginning with that of number `first`."""
    rng = Random(seed)
    kinds = (*TREES, *SPELLINGS)
    for number, update in enumerate(updates, first):
        yield mutated(rng, kinds[number % len(kinds)], update)


def mutated(rng: Random, kind: str, update: Tree) -> Mutant:
    """`update` stays as it is."""
    tree, number = deepcopy(update), update["update_id"]
    if kind in TREES:
        raw = TREES[kind](rng, tree)
        return Mutant(kind, _spelt(rng, tree, raw), number, tree.get("update_id") == number)
    spoil, may_be_polled = SPELLINGS[kind]
    return Mutant(kind, spoil(rng, tree), number, may_be_polled)


def _spelt(rng: Random, tree: Any, raw: str | None = None) -> bytes:
    """With escapes or without, both of which are JSON."""
    text = json.dumps(tree, ensure_ascii=rng.random() < 0.5)
    if raw is not None:
        text = text.replace(json.dumps(_RAW), raw).replace(f'"{_RAW}"', raw)
    return text.encode("utf-8", "surrogatepass")


# Where in a tree


def _places(tree: Any) -> Iterator[Place]:
    """Everywhere but the update's own number."""
    keys = tree.keys() if isinstance(tree, dict) else range(len(tree))
    for key in keys:
        if key == "update_id":
            continue
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from _places(tree[key])


def _pick(rng: Random, tree: Tree, kind: type | tuple[type, ...] = object) -> Place:
    """Somewhere, if possible where a value of this kind is."""
    found = list(_places(tree))
    return rng.choice([(p, k) for p, k in found if isinstance(p[k], kind)] or found)


def _put(rng: Random, tree: Tree, kind: type | tuple[type, ...], value: Any) -> None:
    parent, key = _pick(rng, tree, kind)
    parent[key] = value


# What is done to a tree; what is answered stands in place of _RAW


def _wrong_type(rng: Random, tree: Tree) -> None:
    parent, key = _pick(rng, tree)
    parent[key] = rng.choice([v for v in OTHERS if type(v) is not type(parent[key])])


def _missing(rng: Random, tree: Tree) -> None:
    parent, key = _pick(rng, tree)
    del parent[key]


def _null(rng: Random, tree: Tree) -> None:
    _put(rng, tree, object, None)


def _extra(rng: Random, tree: Tree) -> None:
    parent, _ = _pick(rng, tree)
    target = parent if isinstance(parent, dict) else tree
    target[rng.choice(_FIELDS)] = rng.choice(OTHERS)


def _unknown_kind(rng: Random, tree: Tree) -> None:
    _, kind = next(_places(tree))
    new = rng.choice(("of_tomorrow", "message ", "MESSAGE", "", "\x00", "k" * 100_000, *_HALVES))
    tree[new] = tree.pop(kind)


def _two_kinds(rng: Random, tree: Tree) -> None:
    _, kind = next(_places(tree))
    tree[rng.choice(("message", "callback_query", "inline_query", "my_chat_member"))] = tree[kind]


def _no_kind(_rng: Random, tree: Tree) -> None:
    for key in [key for key in tree if key != "update_id"]:
        del tree[key]


def _huge_text(rng: Random, tree: Tree) -> None:
    _put(
        rng,
        tree,
        str,
        rng.choice(("a", "ş ", "/find ", "<b>", "%(name)s", "👨‍👩‍👧 ")) * (_HUGE // 8),
    )


def _unseen(rng: Random, tree: Tree) -> None:
    _put(rng, tree, str, "".join(rng.choices(UNSEEN, k=3)))


def _half_character(rng: Random, tree: Tree) -> None:
    parent, key = _pick(rng, tree, str)
    parent[key] = f"{rng.choice(_HALVES)}{parent[key]}"


def _nul(rng: Random, tree: Tree) -> None:
    parent, key = _pick(rng, tree, str)
    parent[key] = f"{parent[key]}\x00" if rng.random() < 0.5 else "\x00"


def _huge_number(rng: Random, tree: Tree) -> None:
    _put(rng, tree, int, rng.choice(NUMBERS))


def _endless_number(rng: Random, tree: Tree) -> str:
    _put(rng, tree, int, _RAW)
    return "9" * rng.choice((400, 4000, 100_000))


def _float(rng: Random, tree: Tree) -> None:
    _put(rng, tree, (int, float), rng.choice(FLOATS))


def _no_number(rng: Random, tree: Tree) -> str:
    _put(rng, tree, (int, float), _RAW)
    return rng.choice(("NaN", "Infinity", "-Infinity", "1e999", "-1e999"))


def _deep(rng: Random, tree: Tree) -> str:
    _put(rng, tree, object, _RAW)
    depth = rng.choice(_DEPTHS)
    opened, closed = rng.choice((("[", "]"), ('{"a":', "}"), ('{"reply_to_message":', "}")))
    return f"{opened * depth}null{closed * depth}"


def _long_list(rng: Random, tree: Tree) -> None:
    parent, key = _pick(rng, tree, list)
    item = parent[key][0] if isinstance(parent[key], list) and parent[key] else {}
    parent[key] = [item] * 2000


def _wrong_spans(rng: Random, tree: Tree) -> None:
    """Entities beyond their text, before it, inside of characters, over each other."""
    message = next(iter(v for k, v in tree.items() if isinstance(v, dict)), tree)
    edge = rng.choice((-1, -(10**9), 0, 1, 5, 10**9, 2**63))
    span = {"type": rng.choice(("bold", "text_link", "bot_command", "spoiler", "x")), "url": "x"}
    message["text"] = "👨‍👩‍👧/x <b> Arta"
    message["entities"] = [{**span, "offset": edge, "length": n} for n in (0, -1, 3, 10**9)]


def _wrong_update_id(rng: Random, tree: Tree) -> None:
    wrong: tuple[Any, ...] = (None, "1", -1, 1.0, True, 2**63, 10**40, [], {})
    if rng.random() < 0.2:
        del tree["update_id"]
    else:
        tree["update_id"] = rng.choice(wrong)


TREES: dict[str, Callable[[Random, Tree], str | None]] = {
    "wrong type": _wrong_type,
    "field missing": _missing,
    "null": _null,
    "unknown field": _extra,
    "unknown kind": _unknown_kind,
    "two kinds": _two_kinds,
    "no kind": _no_kind,
    "huge text": _huge_text,
    "unseen characters": _unseen,
    "half a character": _half_character,
    "NUL": _nul,
    "huge number": _huge_number,
    "endless number": _endless_number,
    "float": _float,
    "NaN and Infinity": _no_number,
    "deep nesting": _deep,
    "long list": _long_list,
    "wrong entities": _wrong_spans,
    "wrong update_id": _wrong_update_id,
}

# What is done to the spelling


def _twice(rng: Random, tree: Tree) -> bytes:
    """Each key of the outermost object is there twice, first with something else."""
    first = "".join(f"{json.dumps(key)}: {json.dumps(rng.choice(OTHERS))}, " for key in tree)
    return _spelt(rng, tree).replace(b"{", b"{" + first.encode(), 1)


def _cut(rng: Random, tree: Tree) -> bytes:
    body = _spelt(rng, tree)
    return body[: rng.randrange(len(body))]


def _broken_bytes(rng: Random, tree: Tree) -> bytes:
    body = bytearray(_spelt(rng, tree))
    for _ in range(3):
        body[rng.randrange(len(body))] = rng.randrange(256)
    return bytes(body)


def _raw_nul(rng: Random, tree: Tree) -> bytes:
    body = _spelt(rng, tree)
    at = rng.randrange(len(body))
    return body[:at] + b"\x00" + body[at:]


def _several(rng: Random, tree: Tree) -> bytes:
    return b"[" + b",".join([_spelt(rng, tree)] * 3) + b"]"


def _no_object(rng: Random, _tree: Tree) -> bytes:
    return rng.choice(
        (b"", b"null", b"1", b'""', b"[]", b"{}", b"nul", b"hello", b"<xml/>", b"\xff")
    )


def _in_utf_16(_rng: Random, tree: Tree) -> bytes:
    return json.dumps(tree).encode(_rng.choice(("utf-16", "utf-32", "utf-8-sig", "utf-7")))


def _more_behind(rng: Random, tree: Tree) -> bytes:
    return _spelt(rng, tree) + rng.choice((b"{}", b"]", b"\x00", b"//", b" " * 100_000))


SPELLINGS: dict[str, tuple[Callable[[Random, Tree], bytes], bool]] = {
    "keys twice": (_twice, True),
    "cut off": (_cut, False),
    "broken bytes": (_broken_bytes, False),
    "raw NUL": (_raw_nul, False),
    "array of updates": (_several, False),
    "no object": (_no_object, False),
    "other encodings": (_in_utf_16, False),
    "more behind it": (_more_behind, False),
}
