"""Backups as `deploy/` sets them up: on what stays, beside the database, with programs that can."""

import os
import re
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import Settings, load
from tests.deploy.files import COMPOSE, DEPLOY, ROOT, compose, filled, of_the_line, steps

EACH = pytest.mark.parametrize("name", COMPOSE)
# Debian's own packages of PostgreSQL's client, by its releases.
_CLIENTS = {"bookworm": 15, "trixie": 17}
_ASKED = {"POSTGRES_PASSWORD": "x", "PUBLIC_HOST": "line", "WEBHOOK_SECRET": "y"}
SETTINGS = [name.upper() for name in Settings.model_fields]
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
UNIT = (DEPLOY / "linja.service").read_text("utf-8")
README = (DEPLOY / "README.md").read_text("utf-8")


@EACH
def test_backups_land_on_the_volume_though_env_leaves_the_folder_empty(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a compose file sets goes before what is in .env."""
    file = compose(name)
    for one in of_the_line(file).values():
        assert one["env_file"] == "../.env"
        given = {key: filled(value, _ASKED) for key, value in one["environment"].items()}
        folder = _settings(monkeypatch, {**_env(EXAMPLE), **given}).backup_dir
        volume, _, mounted = one["volumes"][0].partition(":")
        assert volume in file["volumes"]
        assert folder is not None
        assert Path(mounted) in folder.parents


def test_an_image_by_itself_keeps_them_where_it_keeps_the_database() -> None:
    last = list(steps())
    (volume,) = [rest for word, rest in last if word == "VOLUME"]
    environment = " ".join(rest for word, rest in last if word == "ENV")
    assert f" BACKUP_DIR={volume}/backups " in f"{environment} "
    assert f" DATABASE_URL=sqlite:///{volume}/linja.db " in f"{environment} "


def test_the_image_has_programs_no_older_than_the_server_that_they_back_up() -> None:
    file = compose("compose.replicas.yaml")
    (server,) = re.findall(r"^postgres:(\d+)", file["services"]["database"]["image"])
    for one in of_the_line(file).values():
        asked = int(one["build"]["args"]["PG_CLIENT"])
        assert asked >= int(server)
        releases = {rest.split()[0].rpartition("-")[2] for word, rest in steps() if word == "FROM"}
        assert [_CLIENTS[release] for release in releases] == [asked]
    (installed,) = [rest for word, rest in steps() if word == "RUN" and "apt-get" in rest]
    assert '"postgresql-client-$PG_CLIENT"' in installed
    assert installed.startswith('if [ -n "$PG_CLIENT" ]')  # not for a file, which needs none


def test_the_unit_keeps_them_in_the_one_folder_where_it_may_write() -> None:
    folder = Path(_environment()["BACKUP_DIR"])
    assert folder.parent == Path("/var/lib") / _of_unit("StateDirectory")
    assert f"sqlite:///{folder.parent}/" in _environment()["DATABASE_URL"]
    assert _of_unit("ProtectSystem") == "strict"


def test_what_is_written_into_the_units_file_of_settings_leaves_the_unit_its_folders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is in the file goes before what is in the unit, even where it is empty."""
    (command,) = re.findall(r"^(sed .*) \|", README, re.MULTILINE)
    written = subprocess.check_output(["sh", "-c", command], cwd=ROOT, text=True)
    settings = _settings(monkeypatch, {**_environment(), **_env(written)})
    assert settings.backup_dir == Path("/var/lib/linja/backups")
    assert settings.database_url == "sqlite:////var/lib/linja/linja.db"
    assert settings.sandbox_dir == Path("/var/lib/linja/sandbox")
    aside = {"DATABASE_URL", "SANDBOX_DIR", "BACKUP_DIR", "WATCH_LISTEN"}
    assert set(_env(EXAMPLE)) - set(_env(written)) == aside


def test_a_command_by_hand_has_the_settings_and_the_user_of_the_unit(tmp_path: Path) -> None:
    _program(tmp_path / "systemctl", "echo DATABASE_URL=sqlite:////x BACKUP_DIR=/y")
    _program(tmp_path / "systemd-run", 'printf "%s\\n" "$@"')
    told = subprocess.check_output(
        [DEPLOY / "linja", "db", "restore", "a file"],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        text=True,
    ).splitlines()
    properties = dict(line.removeprefix("--property=").split("=", 1) for line in told[4:-4])
    assert properties.pop("Environment") == "DATABASE_URL=sqlite:////x BACKUP_DIR=/y"
    assert properties.pop("User") == "linja"  # as the unit's is called, after its file
    assert properties == {name: _of_unit(name) for name in properties}
    assert {"DynamicUser", "StateDirectory", "EnvironmentFile"} <= set(properties)
    assert told[-4:] == ["/opt/linja/.venv/bin/linja", "db", "restore", "a file"]
    assert _of_unit("ExecStart") == f"{told[-4]} run"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze")
def test_systemd_knows_what_a_command_by_hand_asks_for(tmp_path: Path) -> None:
    asked = re.findall(r"--property=(\w+=[\w./-]+)", (DEPLOY / "linja").read_text("utf-8"))
    assert len(asked) > 5
    unit = tmp_path / "by-hand.service"
    unit.write_text("\n".join(["[Service]", "Type=exec", "ExecStart=/bin/true", *asked, ""]))
    words = ("systemd-analyze", "verify", "--man=no", str(unit))
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_guide_calls_the_services_as_the_compose_files_do() -> None:
    beginnings = {
        r"docker compose -f deploy/compose\.yaml": "compose.yaml",
        "replicas": "compose.replicas.yaml",
    }
    for beginning, file in beginnings.items():
        lines = re.findall(rf"(?m)^(?:.*&& |.*`)?{beginning} ([^`\n]*)", README)
        called = {name for line in lines for name in re.findall(r"(?<!\S)line(?:-\d)?\b", line)}
        assert len(lines) > 4
        assert called <= set(of_the_line(compose(file)))


def _environment() -> dict[str, str]:
    return dict(re.findall(r"(?m)^Environment=(\w+)=(.*)$", UNIT))


def _of_unit(name: str) -> str:
    (value,) = re.findall(rf"(?m)^{name}=(.*)$", UNIT)
    found: str = value
    return found


def _env(text: str) -> dict[str, str]:
    return {name: value or "" for name, value in dotenv_values(stream=StringIO(text)).items()}


def _settings(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> Settings:
    """As the program reads them, and nothing of this machine's."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load(_env_file=None)


def _program(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
