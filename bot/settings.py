"""Everything an operator can set, in the environment and `.env`, checked before the start."""

import re
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, get_args, get_origin
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import SettingsConfigDict

from bot.check_up_settings import CheckUpSettings
from bot.keeping_settings import KeepingSettings
from bot.programme_settings import ProgrammeSettings
from bot.watch_settings import WatchSettings
from desk.groups import MAIN, StaffGroup, UnreadableGroups, read_groups
from desk.holidays import Calendar
from desk.hours import Hours
from desk.languages import Language
from desk.offices import UnknownLanguage, parse_languages
from desk.retention import Retention
from desk.targets import UnreadableTargets, parse_allowances
from desk.targets import written as written_targets
from desk.timers import REPLY_WITHIN, SOLVED_WITHIN, Plan
from desk.week import ALWAYS, UnreadableHours, parse_hours, written
from faq.calibration import FALSE_ANSWERS
from storage.database import UnknownDatabase, parse

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # Bot API, setWebhook
_SHOWN = 40  # characters of what was written
_PACKAGED_FAQ = Path(__file__).parent.parent / "faq" / "entries"


# The office's own facts, which the answers of the knowledge base may hold.
OFFICE = ("office_name", "office_hours", "office_contact", "office_emergency")


class WrongSetting(ValueError):
    """One line that names the setting and says how to mend it."""


class Settings(ProgrammeSettings, CheckUpSettings, KeepingSettings, WatchSettings):
    """Without BOT_TOKEN the program brings its own Telegram, the sandbox."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    bot_token: SecretStr | None = None
    bot_api_url: str = "https://api.telegram.org"
    staff_chat_id: int | None = None
    staff_groups: str = ""
    staff_language: Language = Language.EN
    database_url: str = Field(default="sqlite:///data/linja.db", repr=False)
    timezone: str = "Europe/Belgrade"
    faq_dir: Path = _PACKAGED_FAQ
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_listen: str = "127.0.0.1:8080"
    public_url: str | None = None
    sandbox_listen: str = "127.0.0.1:8081"
    sandbox_dir: Path = Path("data/sandbox")
    office_name: str = ""
    office_hours: str = ""
    office_contact: str = ""
    office_emergency: str = ""
    office_languages: str = "all"
    false_answers: float = Field(default=FALSE_ANSWERS, ge=0, le=0.5)
    semantic_search: bool = False
    opening_hours: str = written(ALWAYS)
    holidays: Calendar | None = None
    show_staff_names: bool = False
    reply_within_hours: int = Field(default=24, ge=1, le=720)
    first_reply_within: str = written_targets(REPLY_WITHIN)
    solved_within: str = written_targets(SOLVED_WITHIN)
    nudge_after_days: int = Field(default=3, ge=0, le=365)
    close_warning_after_days: int = Field(default=4, ge=0, le=365)
    close_after_days: int = Field(default=3, ge=0, le=365)
    close_solved_after_days: int = Field(default=3, ge=0, le=365)
    morning_digest: bool = True
    flood_per_minute: int = Field(default=20, ge=0, le=1000)
    same_minutes: int = Field(default=10, ge=0, le=1440)
    send_per_second: float = Field(default=29, ge=0, le=1000)
    send_per_chat: int = Field(default=3, ge=0, le=1000)
    send_per_group_minute: int = Field(default=20, ge=0, le=10000)
    max_pending: int = Field(default=1000, ge=10, le=1_000_000)
    keep_days: int = Field(default=30, ge=1, le=3650)
    keep_texts_days: int = Field(default=365, ge=30, le=36500)
    keep_unfinished_days: int = Field(default=30, ge=1, le=3650)

    @property
    def placeholders(self) -> dict[str, str]:
        """What stands in an answer for each of the office's facts."""
        return {name: getattr(self, name) for name in OFFICE}

    @property
    def retention(self) -> Retention:
        return Retention(
            texts=timedelta(days=self.keep_texts_days),
            held=timedelta(days=self.keep_unfinished_days),
            raw=timedelta(days=self.keep_days),
        )

    @field_validator("bot_token")
    @classmethod
    def _is_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("is not a bot's token; copy it from @BotFather, digits:letters")
        return value

    @field_validator("bot_api_url", "webhook_url", "public_url", "traces_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None and not _is_http(value):
            raise ValueError("is not an address; write it as https://host or http://host:port")
        return value.rstrip("/") if value else value

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("may hold 1 to 256 letters, digits, _ and - only")
        return value

    @field_validator("timezone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("is no time zone; write one such as Europe/Tirane") from error
        return value

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        try:
            parse(value)
        except UnknownDatabase as error:
            raise ValueError(
                "is no database; write sqlite:///PATH or postgresql://user:password@host/name"
            ) from error
        if value.startswith("postgres") and not _speaks_postgresql():
            raise ValueError("needs packages that are not there: install linja[postgres]")
        return value

    @field_validator("webhook_listen", "sandbox_listen", "watch_listen")
    @classmethod
    def _is_listen(cls, value: str) -> str:
        if not value:  # WATCH_LISTEN, which nobody need set
            return value
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or int(port) > 65535:
            raise ValueError(
                "is no place to listen; write it as HOST:PORT, for example 0.0.0.0:8080"
            )
        return value

    @property
    def groups(self) -> tuple[StaffGroup, ...]:
        """The main group first."""
        assert self.staff_chat_id is not None
        return (StaffGroup(MAIN, self.staff_chat_id), *read_groups(self.staff_groups))

    @field_validator("staff_groups")
    @classmethod
    def _are_groups(cls, value: str) -> str:
        try:
            read_groups(value)
        except UnreadableGroups as error:
            raise ValueError(
                f"has “{error.part}”, which {error.why}; write each group as NAME ID and what it "
                "takes, such as turkish -1001234567890 language=tr; peja -1009876543210 office=peja"
            ) from error
        return value

    @property
    def hours(self) -> Hours:
        return Hours(ZoneInfo(self.timezone), parse_hours(self.opening_hours), self.holidays)

    @field_validator("opening_hours")
    @classmethod
    def _are_hours(cls, value: str) -> str:
        try:
            parse_hours(value)
        except UnreadableHours as error:
            raise ValueError(
                f"has “{error.part}”, which is no hours; write it as mo-fr 9:00-12:30 13:30-17:00"
            ) from error
        return value

    @field_validator("office_languages")
    @classmethod
    def _are_languages(cls, value: str) -> str:
        try:
            parse_languages(value)
        except UnknownLanguage as error:
            raise ValueError(
                f"has “{error.word}”, which is no language of ours; write it as sq, sr, or all"
            ) from error
        return value

    @property
    def plan(self) -> Plan:
        return Plan(
            reply_within=parse_allowances(self.first_reply_within, REPLY_WITHIN),
            solved_within=parse_allowances(self.solved_within, SOLVED_WITHIN),
            nudge_after=timedelta(days=self.nudge_after_days),
            warn_after=timedelta(days=self.close_warning_after_days),
            close_after=timedelta(days=self.close_after_days),
            settle_after=timedelta(days=self.close_solved_after_days),
            digest=self.morning_digest,
        )

    @field_validator("first_reply_within", "solved_within")
    @classmethod
    def _are_targets(cls, value: str) -> str:
        try:
            parse_allowances(value, {})
        except UnreadableTargets as error:
            raise ValueError(
                f"has “{error.part}”, which is no target; write it as normal 1d, urgent 2h, "
                "low off (d for working days, h for open hours)"
            ) from error
        return value

    @field_validator("holidays", mode="before")
    @classmethod
    def _is_calendar(cls, value: Any) -> Any:
        if value is not None and value not in set(Calendar):
            raise ValueError(f"is no calendar of ours; choose one of {', '.join(Calendar)}")
        return value

    @field_validator("staff_language", mode="before")
    @classmethod
    def _is_language(cls, value: Any) -> Any:
        if value not in set(Language):
            raise ValueError(f"is no language of ours; choose one of {', '.join(Language)}")
        return value


def load(**overrides: Any) -> Settings:
    """Raises WrongSetting."""
    try:
        settings = Settings(**overrides)
    except ValidationError as error:
        raise WrongSetting(_first_line(error)) from None
    if settings.bot_token is not None and settings.staff_chat_id is None:
        raise WrongSetting(
            "STAFF_CHAT_ID is missing: add the bot to your staff group, write a message there, "
            "and run `linja groups` to see its number"
        )
    if any(group.chat_id == settings.staff_chat_id for group in read_groups(settings.staff_groups)):
        raise WrongSetting(
            "STAFF_GROUPS names the group of STAFF_CHAT_ID: list only the others there"
        )
    if settings.watch_listen and settings.watch_listen == settings.webhook_listen:
        raise WrongSetting(
            "WATCH_LISTEN is the place of WEBHOOK_LISTEN, which the public address leads to: "
            "choose another port for it"
        )
    if settings.webhook_url is not None and settings.webhook_secret is None:
        raise WrongSetting(
            "WEBHOOK_SECRET is missing: with WEBHOOK_URL, set it to a long random word"
        )
    return settings


def listen(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host, int(port)


def _speaks_postgresql() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in ("psycopg", "procrastinate"))


def _first_line(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0])
    message = first["msg"].removeprefix("Value error, ")
    takes = None if first["type"] == "value_error" else _takes(name)
    if takes is not None:  # no secret is asked for so
        message = f"is “{str(first['input'])[:_SHOWN]}”; write {takes}"
    return f"{name.upper()} {message[:1].lower()}{message[1:]}"


def _takes(name: str) -> str | None:
    """What a setting that is a number, a switch or one of a few words may be."""
    field = Settings.model_fields[name]
    if name == "staff_chat_id":
        return "the number of your staff group, such as -1001234567890; `linja groups` shows it"
    if field.annotation is bool:
        return "true or false"
    if get_origin(field.annotation) is Literal:
        return f"one of {', '.join(get_args(field.annotation))}"
    if field.annotation not in (int, float):
        return None
    least = next(bound.ge for bound in field.metadata if hasattr(bound, "ge"))
    most = next(bound.le for bound in field.metadata if hasattr(bound, "le"))
    return f"a {'whole ' if field.annotation is int else ''}number from {least} to {most}"


def _is_http(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
