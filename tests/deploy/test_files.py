"""What `deploy/` says can be done: files are there, settings are known, nothing runs as root."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.app import _GRACE
from bot.settings import Settings
from tests.deploy.files import COMPOSE, DEPLOY, ROOT, asked, compose, nginx_conf, of_the_line, steps

SETTINGS = {name.upper() for name in Settings.model_fields}
# What the containers beside ours take.
_BESIDE = {"POSTGRES_PASSWORD", "PUBLIC_HOST"}
_EXPOSED = 20  # tenths: 2.0 is "OK" to systemd, a unit without any of it has 9.6

EACH = pytest.mark.parametrize("name", COMPOSE)


@EACH
def test_every_variable_of_a_compose_file_is_a_setting(name: str) -> None:
    given = {key for one in of_the_line(compose(name)).values() for key in one["environment"]}
    assert given
    assert given <= SETTINGS
    assert asked(name) <= SETTINGS | _BESIDE


@EACH
def test_the_line_may_write_nowhere_but_where_its_data_is(name: str) -> None:
    for one in of_the_line(compose(name)).values():
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert one["security_opt"] == ["no-new-privileges:true"]
        assert one["volumes"] == ["data:/data"]
        assert [place.split(":")[0] for place in one["tmpfs"]] == ["/tmp"]
        assert "ports" not in one
        assert not one.get("privileged")


@EACH
def test_a_container_is_given_longer_to_end_than_the_line_takes(name: str) -> None:
    for one in of_the_line(compose(name)).values():
        assert int(one["stop_grace_period"].removesuffix("s")) > _GRACE + 1


def test_nothing_but_the_proxy_is_reached_from_outside() -> None:
    file = compose("compose.replicas.yaml")
    assert [name for name, one in file["services"].items() if "ports" in one] == ["proxy"]
    assert file["networks"]["inside"]["internal"] is True
    assert file["services"]["database"]["networks"] == ["inside"]


def test_what_the_dockerfile_copies_is_there_and_goes_to_the_builder() -> None:
    sent = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line.startswith("!")
    }
    copied = [
        rest.split()[:-1] for word, rest in steps() if word == "COPY" and "--from" not in rest
    ]
    sources = {source for some in copied for source in some}
    assert sources == sent
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_every_package_that_is_installed_goes_into_the_image() -> None:
    found = re.search(r"include = \[(.*)\]", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert found is not None
    packages = set(re.findall(r'"(\w+)\*"', found[1]))
    copied = {rest.split()[0] for word, rest in steps() if word == "COPY"}
    assert packages <= copied


def test_the_image_installs_what_is_locked_and_nothing_else() -> None:
    installs = [rest for word, rest in steps() if word == "RUN" and "pip install" in rest]
    assert len(installs) == 2
    assert "--require-hashes -r requirements.lock" in installs[0]
    assert "--no-deps --no-build-isolation ." in installs[1]


def test_the_image_runs_as_nobody_and_says_whether_it_lives() -> None:
    last = dict(steps())
    assert last["USER"] == "linja"
    assert last["ENTRYPOINT"] == '["linja"]'
    assert 'linja = "bot.cli:main"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert "/healthz" in last["HEALTHCHECK"]
    (watched,) = re.findall(
        r"WATCH_LISTEN=\S*:(\d+)", " ".join(r for w, r in steps() if w == "ENV")
    )
    assert f"127.0.0.1:{watched}/healthz" in last["HEALTHCHECK"]
    for one in of_the_line(compose("compose.replicas.yaml")).values():
        assert one["environment"]["WATCH_LISTEN"].endswith(f":{watched}")


def test_what_the_unit_sets_is_put_aside_in_the_settings_of_the_guide() -> None:
    """They would go before the unit's, even where they are empty."""
    given = re.findall(r"(?m)^Environment=(\w+)=", (DEPLOY / "linja.service").read_text("utf-8"))
    (aside,) = re.findall(r"sed -E '/\^\(([A-Z_|]+)\)=", (DEPLOY / "README.md").read_text("utf-8"))
    assert sorted(aside.split("|")) == sorted(set(given) & SETTINGS)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze")
def test_systemd_takes_the_unit_and_finds_it_hardened(tmp_path: Path) -> None:
    text = (DEPLOY / "linja.service").read_text("utf-8")
    unit = tmp_path / "linja.service"
    unit.write_text(text.replace("/opt/linja/.venv/bin/linja", shutil.which("true") or "/bin/true"))
    _ran("systemd-analyze", "verify", str(unit))
    _ran("systemd-analyze", "security", "--offline=true", f"--threshold={_EXPOSED}", str(unit))
    (seconds,) = re.findall(r"TimeoutStopSec=(\d+)", text)
    assert int(seconds) > _GRACE + 1
    given = re.findall(r"(?m)^Environment=(\w+)=", text)
    assert set(given) <= SETTINGS | {"PYTHONDONTWRITEBYTECODE"}


@pytest.mark.skipif(shutil.which("nginx") is None, reason="there is no nginx")
@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl")
def test_nginx_takes_its_file_with_a_certificate(tmp_path: Path) -> None:
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = ["-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=line.example.org"]
    _ran("openssl", "req", "-x509", *made, "-keyout", str(key), "-out", str(certificate))
    conf = tmp_path / "nginx.conf"
    conf.write_text(nginx_conf([1, 2, 3], 4, tmp_path, tls=True))
    _ran("nginx", "-t", "-q", "-c", str(conf), "-p", str(tmp_path))


def _ran(*words: str) -> None:
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
