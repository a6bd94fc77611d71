"""The dashboard and the alert rules: loaded, understood, and about numbers that there are."""

import json
import re
import shutil
import subprocess
from typing import Any

import promql_parser as promql
import pytest
import typer
import yaml
from prometheus_client import CollectorRegistry

from bot.cli import app
from bot.watch.metrics import OF_TABLES, Metrics
from tests.house.source import ROOT
from tests.house.test_docs import commands
from tests.watch.monitoring import Monitoring

ALERTS = ROOT / "deploy/prometheus/alerts.yml"
TRIAL = ROOT / "tests/watch/alerts.yml"
BOARD = json.loads((ROOT / "deploy/grafana/linja.json").read_text("utf-8"))
(GROUP,) = yaml.safe_load(ALERTS.read_text("utf-8"))["groups"]
RULES: list[dict[str, Any]] = GROUP["rules"]
PANELS: list[dict[str, Any]] = [one for one in BOARD["panels"] if one["type"] != "row"]
TARGETS = [(panel["title"], target) for panel in PANELS for target in panel["targets"]]

_GIVEN = {"job", "instance"}  # labels that Prometheus itself puts to a series
_PARTS = {"counter": ("",), "gauge": ("",), "histogram": ("_bucket", "_sum", "_count")}

rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
panels = pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])


def exported(text: str) -> set[str]:
    """Every name that a series may have, also of those that nothing has happened to yet."""
    kinds = re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE)
    return {f"{name}{part}" for name, kind in kinds for part in _PARTS[kind]}


def labels() -> dict[str, set[str]]:
    """Of each of our own series."""
    registry: CollectorRegistry = Metrics().registry
    found = {f"linja_{name}": set(said[1:]) for name, said in OF_TABLES.items()}
    for name, collector in registry._names_to_collectors.items():
        found[name] = found.get(name) or set(getattr(collector, "_labelnames", ()))
    found |= {"linja_build_info": {"version"}, "linja_database_info": {"engine", "schema"}}
    return {name: names | {"le"} if "_bucket" in name else names for name, names in found.items()}


def board_query(text: str) -> str:
    """With what Grafana puts in the place of its variables."""
    return text.replace("$__rate_interval", "5m").replace("$job", "linja")


def selectors(query: str) -> list[promql.VectorSelector]:
    """Raises ValueError where the query is not well formed."""
    found: list[promql.VectorSelector] = []

    def note(node: Any) -> None:
        if isinstance(node, promql.VectorSelector):
            found.append(node)

    promql.walk(promql.parse(query), note)
    return found


QUERIES = [
    *((rule["alert"], rule["expr"]) for rule in RULES),
    *((title, board_query(target["expr"])) for title, target in TARGETS),
    *((note["name"], board_query(note["expr"])) for note in BOARD["annotations"]["list"]),
]


async def test_every_query_asks_for_numbers_that_the_line_gives(monitoring: Monitoring) -> None:
    given = exported((await monitoring.asks("/metrics")).text)
    asked = {(where, one.name) for where, query in QUERIES for one in selectors(query)}
    assert len(asked) > 50
    assert sorted(pair for pair in asked if pair[1] not in given) == []


def test_every_query_asks_by_labels_that_its_number_has() -> None:
    known = labels()
    wrong = [
        (where, one.name, matcher.name)
        for where, query in QUERIES
        for one in selectors(query)
        for matcher in one.matchers.matchers
        if matcher.name not in known.get(one.name or "", set()) | _GIVEN
    ]
    assert wrong == []


def test_a_query_that_is_not_well_formed_would_be_found() -> None:
    with pytest.raises(ValueError, match=r"."):
        selectors("sum by (rate(linja_updates_total[5m])")


# The rules


@rules
def test_an_alert_says_what_is_wrong_and_what_to_do(rule: dict[str, Any]) -> None:
    told = rule["annotations"]
    assert rule["alert"].startswith("Linja")
    assert rule["labels"]["severity"] in {"critical", "warning", "info"}
    assert 10 < len(told["summary"]) < 80
    assert len(told["description"]) > 60
    assert told["description"].endswith(".")


def test_no_alert_is_there_twice() -> None:
    names = [rule["alert"] for rule in RULES]
    assert len(names) == len(set(names))


def promtool(*words: str) -> str:
    """Prometheus' own judgement, where it is installed."""
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("promtool is not installed; it comes with Debian's package prometheus")
    ran = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_prometheus_takes_the_rules() -> None:
    assert f"{len(RULES)} rules found" in promtool("check", "rules", str(ALERTS))


def test_the_rules_say_what_they_should_of_made_up_series() -> None:
    assert "SUCCESS" in promtool("test", "rules", str(TRIAL))


def test_every_rule_that_calls_somebody_is_tried_on_made_up_series() -> None:
    tried = TRIAL.read_text("utf-8")
    urgent = [rule["alert"] for rule in RULES if rule["labels"]["severity"] == "critical"]
    assert [name for name in urgent if name not in tried] == []


# The dashboard


@panels
def test_a_panel_says_what_it_shows_in_plain_words_and_units(panel: dict[str, Any]) -> None:
    assert 4 < len(panel["title"]) < 45
    assert panel["description"].endswith(".")
    assert "linja_" not in panel["title"] + panel["description"]
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert panel["datasource"]["uid"] == "${datasource}"
    for target in panel["targets"]:
        assert 'job="$job"' in target["expr"]


@panels
def test_lines_of_one_panel_can_be_told_apart(panel: dict[str, Any]) -> None:
    legends = [target["legendFormat"] for target in panel["targets"]]
    assert len(set(legends)) == len(legends)
    for target in panel["targets"]:
        (wanted,) = re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]) or [None]
        assert wanted is None or wanted == "instance" or f"by ({wanted})" in target["expr"]


def test_panels_have_their_own_places_and_fill_their_rows() -> None:
    taken: dict[tuple[int, int], str] = {}
    for panel in BOARD["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        for x in range(place["x"], place["x"] + place["w"]):
            for y in range(place["y"], place["y"] + place["h"]):
                assert (x, y) not in taken, f"{panel['title']} lies on {taken[x, y]}"
                taken[x, y] = panel["title"]
    tall = max(y for _, y in taken) + 1
    assert len(taken) == 24 * tall  # no hole either
    assert len({panel["id"] for panel in BOARD["panels"]}) == len(BOARD["panels"])


def test_every_number_that_is_read_from_the_tables_is_shown_or_watched() -> None:
    asked = {one.name for _, query in QUERIES for one in selectors(query)}
    beside = {"linja_updates_pending", "linja_parcels_oldest_seconds", "linja_timers_due"}
    beside |= {"linja_backup_failed_timestamp_seconds"}
    assert {f"linja_{name}" for name in OF_TABLES} - asked <= beside


# What stands beside them


def test_prometheus_takes_the_example() -> None:
    assert "SUCCESS" in promtool("check", "config", str(ALERTS.with_name("prometheus.yml")))


async def test_the_table_of_metrics_is_whole(monitoring: Monitoring) -> None:
    kinds = re.findall(
        r"^# TYPE (linja_\S+) ", (await monitoring.asks("/metrics")).text, re.MULTILINE
    )
    named = re.findall(r"`(linja_\w+)", (ROOT / "README.md").read_text("utf-8"))
    assert sorted(named) == sorted(kinds)


def test_the_table_names_the_labels_that_there_are() -> None:
    told = re.findall(r"`(linja_\w+)\{([\w, ]+)\}", (ROOT / "README.md").read_text("utf-8"))
    known = labels()
    assert len(told) > 8
    assert [name for name, said in told if set(said.split(", ")) != known[name] - {"le"}] == []


def test_every_command_that_an_alert_or_a_panel_names_is_there() -> None:
    every = set(commands(typer.main.get_command(app)))
    texts = [rule["annotations"]["description"] for rule in RULES]
    texts += [panel["description"] for panel in PANELS]
    named = [words for one in texts for words in re.findall(r"\blinja ([a-z]+(?: [a-z]+)?)", one)]
    assert len(named) > 10
    unknown = {
        words for words in named if words not in every and words.partition(" ")[0] not in every
    }
    assert unknown == set()
