"""What belongs in one place is in that place: words, SQL, the time."""

import ast

import pytest

from tests.house.source import MODULES, PRODUCT, Module, on

pytestmark = pytest.mark.xdist_group("house")  # the trees are read once

# Modules that open transactions or know the database's errors; everything else asks storage.
SQLALCHEMY_OUTSIDE_STORAGE = {
    "bot/command.py",
    "bot/unit.py",
    "bot/worker.py",
}

# The one clock of the desk, which everybody else is given.
CLOCK = {"desk/clock.py"}

# Who goes by the machine's own: the line on SQLite, and the doctor, who writes nothing down.
MACHINES_OWN = {"bot/app.py", "bot/doctor/examination.py"}

TRANSLATES = {"label", "plural"}
TIMES = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "monotonic"),
    ("time", "localtime"),
    ("time", "gmtime"),
}


def translates(module: Module) -> bool:
    for call in module.calls():
        match call.func:
            case ast.Name(id="_"):
                return True
            case ast.Attribute(attr=name) if name in TRANSLATES:
                return True
    return False


def tells_the_time(module: Module) -> bool:
    for node in module.nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if (owner, name) in TIMES:
                return True
            case ast.Attribute(value=ast.Attribute(attr=owner), attr=name):
                if (owner, name) in TIMES:
                    return True
    return False


def test_words_are_in_views_and_nowhere_else() -> None:
    speaking = [module.name for module in on("bot", "handlers", "desk") if translates(module)]
    assert speaking
    assert [name for name in speaking if not name.startswith("handlers/views/")] == []


def test_texts_to_be_translated_are_marked_in_views_only() -> None:
    marking = {
        module.name
        for module in on(*PRODUCT)
        for call in module.calls()
        if isinstance(call.func, ast.Name) and call.func.id == "N_"
    }
    assert marking
    assert [name for name in marking if not name.startswith("handlers/views/")] == []


def test_sql_is_in_storage_and_nowhere_else() -> None:
    outside = {
        module.name
        for module in on(*PRODUCT)
        if module.floor != "storage" and module.imports_any("sqlalchemy", "alembic")
    }
    assert outside == SQLALCHEMY_OUTSIDE_STORAGE


def test_outside_storage_only_errors_and_connections_are_taken_from_sqlalchemy() -> None:
    taken = {
        name
        for module in MODULES
        if module.name in SQLALCHEMY_OUTSIDE_STORAGE
        for name in module.imports
        if name.startswith("sqlalchemy")
    }
    allowed = ("sqlalchemy.exc", "sqlalchemy.ext.asyncio")
    assert [name for name in taken if not name.startswith(allowed)] == []


def test_the_desk_and_the_handlers_are_told_what_time_it_is() -> None:
    assert {m.name for m in on("desk", "handlers") if tells_the_time(m)} == CLOCK


def test_what_is_written_down_is_told_by_the_lines_clock() -> None:
    own = {module.name for module in on("bot") if "desk.clock.SystemClock" in module.imports}
    assert own == MACHINES_OWN


@pytest.mark.parametrize("package", ["json", "sqlite3", "psycopg"])
def test_the_desk_reads_no_format_of_others(package: str) -> None:
    assert [module.name for module in on("desk") if module.imports_any(package)] == []
