"""What is in `deploy/`, read: the compose files, nginx.conf, the Dockerfile."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = ("compose.yaml", "compose.replicas.yaml")
REPLICAS = ("line-1", "line-2", "line-3")
_ASKED = re.compile(r"\$\{(\w+)[^}]*\}")


def compose(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text("utf-8"))
    return read


def of_the_line(file: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The services that run our own image."""
    return {name: one for name, one in file["services"].items() if one["image"] == "linja"}


def asked(name: str) -> set[str]:
    """The variables that the file takes from who starts it."""
    return set(_ASKED.findall((DEPLOY / name).read_text("utf-8")))


def filled(value: str, given: dict[str, str]) -> str:
    return _ASKED.sub(lambda found: given[found[1]], value)


def steps(name: str = "Dockerfile") -> Iterator[tuple[str, str]]:
    """Instructions with what follows them, lines joined."""
    text = (DEPLOY / name).read_text("utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        word, _space, rest = line.strip().partition(" ")
        if word.isupper():
            yield word, " ".join(rest.split())


def nginx_conf(ports: list[int], own: int, folder: Path, *, tls: bool = False) -> str:
    """The file as it is, with addresses of this machine in the place of the containers'."""
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    for name, port in zip(REPLICAS, ports, strict=True):
        assert f"server {name}:8080" in text
        text = text.replace(f"server {name}:8080", f"server 127.0.0.1:{port}")
    text = text.replace("/tmp/", f"{folder}/").replace("/etc/nginx/tls", str(folder))
    assert "listen 8443 ssl;" in text
    if tls:
        return text.replace("listen 8443 ssl;", f"listen 127.0.0.1:{own} ssl;")
    text = text.replace("listen 8443 ssl;", f"listen 127.0.0.1:{own};")
    return re.sub(r"(?m)^\s*ssl_.*\n", "", text)
