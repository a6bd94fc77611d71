"""Settings: defaults that work, one line where they do not, and secrets that stay secret."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings, WrongSetting, listen, load
from desk.languages import Language
from desk.targets import Allowance
from desk.ticket import Priority as Pressing
from desk.timers import REPLY_WITHIN, SOLVED_WITHIN, Plan
from tests.bot.shell import NAMES, ROOT

TOKEN = "123456:AAbbCCddEEff_-gg"
SECRET = "hook-hook-hook"
EXAMPLE = ROOT / ".env.example"

pytestmark = pytest.mark.usefixtures("folder")


def with_env(monkeypatch: pytest.MonkeyPatch, **settings: str) -> Settings:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return load()


def test_without_a_single_setting_the_line_can_open_in_its_sandbox() -> None:
    settings = load()
    assert settings.bot_token is None
    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///data/linja.db"
    assert any(settings.faq_dir.iterdir())
    assert settings.staff_language is Language.EN
    assert (settings.send_per_second, settings.send_per_chat) == (29, 3)
    assert settings.send_per_group_minute == 20


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = with_env(
        monkeypatch, BOT_TOKEN=TOKEN, STAFF_CHAT_ID="-100123", TIMEZONE="Asia/Tokyo"
    )
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.staff_chat_id == -100123
    assert settings.timezone == "Asia/Tokyo"


def test_settings_come_from_a_file_and_the_environment_goes_before_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_text("STAFF_LANGUAGE=tr\nKEEP_DAYS=7\nSOMEBODY_ELSES=1\n")
    settings = with_env(monkeypatch, KEEP_DAYS="9")
    assert settings.staff_language is Language.TR
    assert settings.keep_days == 9


@pytest.mark.parametrize("name", NAMES)
def test_a_setting_that_is_left_empty_is_one_that_is_not_set(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever empties a line of the example means to take it back, not to name nothing."""
    unset = load()
    assert with_env(monkeypatch, **{name: ""}) == unset


def test_a_slash_at_the_end_of_an_address_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = with_env(monkeypatch, BOT_API_URL="http://10.0.0.1:8081/")
    assert settings.bot_api_url == "http://10.0.0.1:8081"


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("127.0.0.1:8080", ("127.0.0.1", 8080)),
        ("::1:80", ("::1", 80)),
        ("0.0.0.0:0", ("0.0.0.0", 0)),
    ],
)
def test_a_place_to_listen_is_a_host_and_a_port(address: str, place: tuple[str, int]) -> None:
    assert listen(address) == place


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load().keep_days = 3


# What is wrong is said in one line, which names the setting and shows the way out

ADDRESS = "https://host"
LISTEN = "HOST:PORT"
WRONG = [
    ("BOT_TOKEN", "hello", "@BotFather"),
    ("OFFICE_LANGUAGES", "sq, xx", "sq, sr, or all"),
    ("BOT_TOKEN", "123456", "@BotFather"),
    ("BOT_TOKEN", "123456:with blank", "@BotFather"),
    ("BOT_API_URL", "api.telegram.org", ADDRESS),
    ("BOT_API_URL", "ftp://api.telegram.org", ADDRESS),
    ("BOT_API_URL", "https://", ADDRESS),
    ("BOT_API_URL", "http://[::1", ADDRESS),
    ("STAFF_CHAT_ID", "@staff", "-1001234567890; `linja groups` shows it"),
    ("STAFF_LANGUAGE", "de", "choose one of sq, sr_Latn, sr_Cyrl, tr, eu, en"),
    ("STAFF_LANGUAGE", "sr", "choose one of"),
    ("DATABASE_URL", "data/linja.db", "sqlite:///PATH"),
    ("DATABASE_URL", "mysql://host/name", "postgresql://"),
    ("DATABASE_URL", "sqlite://", "sqlite:///PATH"),
    ("DATABASE_URL", "sqlite:///:memory:", "sqlite:///PATH"),
    ("TIMEZONE", "Belgrade", "Europe/Tirane"),
    ("TIMEZONE", "../../etc/passwd", "Europe/Tirane"),
    ("WEBHOOK_URL", "bot.example.org", ADDRESS),
    ("WEBHOOK_SECRET", "two words", "letters, digits"),
    ("WEBHOOK_SECRET", "a" * 257, "256"),
    ("WEBHOOK_LISTEN", "8080", LISTEN),
    ("WEBHOOK_LISTEN", "localhost:http", LISTEN),
    ("SANDBOX_LISTEN", "127.0.0.1:65536", LISTEN),
    ("SANDBOX_LISTEN", ":8080", LISTEN),
    ("LOG_LEVEL", "LOUD", "is “LOUD”; write one of DEBUG, INFO, WARNING, ERROR"),
    ("FIRST_REPLY_WITHIN", "urgent 2 hours", "“urgent 2 hours”, which is no target; write it as"),
    ("MENTORING_NEEDS", "mentor money", "“mentor money”, which names no help with its grants"),
    ("TOPIC_VOTES", "everybody", "counts nobody; choose one of person, organisation"),
    ("EVENTS_PLANNED", "national four", "“national four”, which is no kind of event with a number"),
    ("FIRST_REPLY_WITHIN", "1d", "normal 1d, urgent 2h, low off"),
    ("SOLVED_WITHIN", "normal 5d; pressing 1d", "“pressing 1d”"),
    ("MORNING_DIGEST", "at nine", "is “at nine”; write true or false"),
    ("REPLY_WITHIN_HOURS", "soon", "is “soon”; write a whole number from 1 to 720"),
    ("SEND_PER_SECOND", "1001", "is “1001”; write a number from 0 to 1000"),
    ("STAFF_GROUPS", "-1001 language=tr", "turkish -1001234567890 language=tr"),
    ("STAFF_GROUPS", "turkish -1001 tr", "language=…, office=…, service=…"),
]


@pytest.mark.parametrize(("name", "value", "way_out"), WRONG)
def test_a_wrong_setting_is_named_and_the_way_out_is_shown(
    name: str, value: str, way_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WrongSetting) as wrong:
        with_env(monkeypatch, **{name: value})
    line = str(wrong.value)
    assert line.startswith(name)
    assert way_out in line
    assert "\n" not in line


def _numbers() -> Iterator[tuple[str, str]]:
    """Every setting that is a number, with what it cannot be."""
    for name, known in Settings.model_fields.items():
        if known.annotation in (int, float):
            least = next(one.ge for one in known.metadata if hasattr(one, "ge"))
            most = next(one.le for one in known.metadata if hasattr(one, "le"))
            broken = "1.5" if known.annotation is int else "nan"
            for value in ("soon", "1,5", broken, str(least - 1), str(most + 1), "9" * 5000):
                yield name.upper(), value


@pytest.mark.parametrize(("name", "value"), [pytest.param(*p, id=p[0]) for p in _numbers()])
def test_a_number_that_is_none_is_told_in_plain_words_with_what_it_may_be(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WrongSetting) as wrong:
        with_env(monkeypatch, **{name: value})
    plainly = rf"{name} is “{value[:40]}”; write a (whole )?number from [\d.]+ to [\d.]+"
    assert re.fullmatch(plainly, str(wrong.value))


def test_what_is_planned_is_read_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().plan == Plan()
    plan = with_env(
        monkeypatch,
        FIRST_REPLY_WITHIN="urgent 1h",
        SOLVED_WITHIN="normal 4d",
        NUDGE_AFTER_DAYS="1",
        CLOSE_WARNING_AFTER_DAYS="2",
        CLOSE_AFTER_DAYS="4",
        CLOSE_SOLVED_AFTER_DAYS="5",
        MORNING_DIGEST="false",
    ).plan
    assert plan == Plan(
        reply_within={**REPLY_WITHIN, Pressing.URGENT: Allowance(hours=1)},
        solved_within={**SOLVED_WITHIN, Pressing.NORMAL: Allowance(days=4)},
        nudge_after=timedelta(days=1),
        warn_after=timedelta(days=2),
        close_after=timedelta(days=4),
        settle_after=timedelta(days=5),
        digest=False,
    )


def test_a_token_asks_for_a_staff_group(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongSetting, match=r"^STAFF_CHAT_ID .*linja groups"):
        with_env(monkeypatch, BOT_TOKEN=TOKEN)


def test_the_main_group_is_not_among_the_further_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongSetting, match=r"^STAFF_GROUPS .*only the others"):
        with_env(monkeypatch, STAFF_CHAT_ID="-1001", STAFF_GROUPS="turkish -1001 language=tr")
    loaded = with_env(monkeypatch, STAFF_GROUPS="turkish -1002 language=tr; experts -1003")
    assert [group.name for group in loaded.groups] == ["main", "turkish", "experts"]
    assert [group.chat_id for group in loaded.groups] == [-1001, -1002, -1003]


def test_a_webhook_asks_for_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongSetting, match=r"^WEBHOOK_SECRET .*long random word"):
        with_env(monkeypatch, WEBHOOK_URL="https://bot.example.org/hook")


# Secrets


@pytest.mark.parametrize(
    ("settings", "secret"),
    [
        ({"BOT_TOKEN": TOKEN, "STAFF_CHAT_ID": "1"}, TOKEN),
        ({"WEBHOOK_SECRET": SECRET}, SECRET),
        ({"DATABASE_URL": "postgresql://linja:hunter2@db/linja"}, "hunter2"),
    ],
)
def test_a_secret_is_not_shown_when_settings_are(
    settings: dict[str, str], secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = with_env(monkeypatch, **settings)
    assert secret not in repr(loaded)
    assert secret not in str(loaded)


def test_postgresql_without_its_packages_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.settings.find_spec", lambda name: None if name == "psycopg" else name)
    assert with_env(monkeypatch, DATABASE_URL="sqlite:///here.db").database_url
    with pytest.raises(WrongSetting, match=r"DATABASE_URL.*install linja\[postgres\]"):
        with_env(monkeypatch, DATABASE_URL="postgresql://db/linja")


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("BOT_TOKEN", f"{TOKEN}!", TOKEN),
        ("WEBHOOK_SECRET", f"{SECRET}!", SECRET),
        ("DATABASE_URL", "postgresq://linja:hunter2@db/linja", "hunter2"),
    ],
)
def test_a_secret_is_not_shown_when_it_is_wrong(
    name: str, value: str, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WrongSetting) as wrong:
        with_env(monkeypatch, **{name: value})
    assert secret not in str(wrong.value)
    assert wrong.value.__suppress_context__


# The example


def example() -> list[str]:
    return EXAMPLE.read_text(encoding="utf-8").splitlines()


def test_the_example_holds_every_setting_and_no_other() -> None:
    shown = [found[1] for line in example() if (found := re.match(r"(?:# )?([A-Z_]+)=", line))]
    assert sorted(shown) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_explains_each_setting_above_it(name: str) -> None:
    lines = example()
    place = next(n for n, line in enumerate(lines) if re.match(rf"(# )?{name}=", line))
    start = max(n for n in range(place) if not lines[n])
    explained = [line for line in lines[start + 1 : place] if re.match(r"# [A-Z0-9`].*", line)]
    assert explained
    assert explained[0] == lines[start + 1]


def test_the_example_can_be_used_as_it_is_and_says_what_the_defaults_are(folder: Path) -> None:
    unset = load()
    (folder / ".env").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert load() == unset


def test_what_the_example_shows_commented_out_can_be_written_so(folder: Path) -> None:
    shown = [line.removeprefix("# ") for line in example() if re.match(r"# [A-Z_]+=", line)]
    (folder / ".env").write_text("\n".join(shown), encoding="utf-8")
    loaded: dict[str, Any] = load().model_dump()
    for line in shown:
        name, _, value = line.partition("=")
        assert str(loaded[name.lower()]) == value
