"""Settings: environment variables or `.env`, all with the prefix `ALONGSIDE_`."""

import os
import re
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import PlainError

PROJECT = Path(__file__).resolve().parent.parent
"""The folder that holds `config.yml`, `domain.yml` and `data/`."""


class Settings(BaseSettings):
    """Every setting with default and meaning (`alongside doctor --settings` prints them)."""

    model_config = SettingsConfigDict(
        env_prefix="ALONGSIDE_",
        env_file=PROJECT / ".env",
        extra="ignore",
        hide_input_in_errors=True,
    )

    folder: Path = Field(Path("var"), description="Where keys, database, logs and sockets live.")
    models: Path = Field(Path("models"), description="Where trained Rasa models live.")
    database_url: SecretStr | None = Field(
        None, description="PostgreSQL address; empty means one encrypted SQLite file."
    )
    redis_url: SecretStr | None = Field(
        None, description="Redis address for wake-ups when several gateways share one database."
    )
    host: str = Field("127.0.0.1", description="Address the gateway listens on.")
    port: int = Field(8080, ge=1, le=65535, description="Port of the gateway.")
    rasa_port: int = Field(5005, ge=1, le=65535, description="Port of Rasa, on 127.0.0.1 only.")
    actions_port: int = Field(
        5055, ge=1, le=65535, description="Port of the action server, on 127.0.0.1 only."
    )
    fake_carriers_port: int = Field(
        8090, ge=1, le=65535, description="Port of the fake carriers, on 127.0.0.1 only."
    )
    public_url: str = Field(
        "http://127.0.0.1:8080",
        description="Address people and providers use to reach the gateway; unset, its own host and port.",
    )
    organisation: str = Field(
        "your local Deaf and Disabled People's Organisation",
        description="Name of the organisation whose advisers answer.",
    )
    contact: str = Field(
        "", description="How to reach the organisation another way (phone, email), shown on pages."
    )
    telegram_name: str = Field("", description="Name of the Telegram bot, shown on pages.")
    bsl: str = Field(
        "",
        description="How to reach the organisation in British Sign Language, shown on pages.",
    )
    welcome: str = Field("", description="One or two sentences of welcome above the chat.")
    chat_colour: str = Field(
        "", description="Colour of buttons (#rrggbb); it must stand out from white by 7 to 1."
    )
    leave_url: str = Field(
        "", description="Where 'Leave this page' goes; empty means a neutral page of our own."
    )
    texts_a_day: int = Field(
        100, ge=0, description="Most text messages a day that people may send on from the page."
    )
    opening_hours: str = Field(
        "Mon-Fri 10:00-16:00", description="When advisers are there, London time."
    )
    waiting_minutes: int = Field(
        60,
        ge=1,
        description="Opening minutes a person waits for an adviser before the case lapses.",
    )
    open_referral_rate: str = Field(
        "600 per minute",
        pattern=r"^[1-9][0-9]{0,6} per (second|minute|hour)$",
        description="How often one caller may ask the open directory API.",
    )
    rasa_seconds: float = Field(10.0, gt=0, description="Longest wait for one answer of Rasa.")
    workers: int = Field(4, ge=1, description="Turns that may run at the same time.")
    alarm_email: str = Field(
        "",
        description="Email addresses of leads, with commas between: told of alarms, without words.",
    )
    email_from: str = Field(
        "", description="Address such emails come from; empty means the first lead's own."
    )
    smtp_url: SecretStr = Field(
        SecretStr(""),
        description="Mail server, such as smtps://user:password@mail.example.org; empty sends none.",
    )
    twilio_account_sid: str = Field("", description="Twilio account (SMS).")
    twilio_auth_token: SecretStr = Field(SecretStr(""), description="Twilio auth token.")
    twilio_old_auth_token: SecretStr = Field(
        SecretStr(""), description="The token before, accepted while it is being changed."
    )
    twilio_number: str = Field("", description="The Twilio number that texts are sent from.")
    twilio_api_url: str = Field("", description="Another address for Twilio's API (local tests).")
    sms_countries: str = Field(
        "44", description="Calling codes whose mobiles are texted, with commas between."
    )
    sms_pence: float = Field(
        4.5, ge=0, description="Price of one text segment in pence; Twilio's price list has yours."
    )
    sms_in_pence: float = Field(
        0.6, ge=0, description="Price of one segment that a person texts us, in pence."
    )
    sms_daily_pounds: float = Field(
        25.0,
        ge=0,
        description="Texts wait for the next morning when a day has cost so much; crisis texts do not.",
    )
    sends_per_minute: int = Field(
        240, ge=1, description="Messages that leave in one minute, on each channel."
    )
    person_per_hour: int = Field(
        60, ge=1, description="Messages of one person that are answered in an hour (SMS, Telegram)."
    )
    quiet_hours: str = Field(
        "21:00-08:00", description="When people are sent nothing that they did not ask for."
    )
    provider_keep_hours: int = Field(
        24, ge=0, description="Hours after which Twilio's copy of a text is deleted; 0 means never."
    )
    reconcile_seconds: float = Field(
        180.0, gt=0, description="How often Twilio is asked whether a text was missed."
    )
    telegram_token: SecretStr = Field(SecretStr(""), description="Telegram bot token.")
    telegram_secret: SecretStr = Field(
        SecretStr(""), description="Secret that Telegram sends with each webhook."
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="Address of Telegram's API."
    )

    @field_validator("folder", "models")
    @classmethod
    def _in_project(cls, value: Path) -> Path:
        """A relative folder is meant from the project's own, wherever the command is called."""
        return value if value.is_absolute() else PROJECT / value

    @field_validator("public_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        """Paths are put behind it, so it ends without a stroke."""
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https:// or http://")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _reached_where_it_listens(self) -> Self:
        """Who sets another port and no public address means the address with that port."""
        if "public_url" not in self.model_fields_set:
            self.public_url = f"http://{self.reach}:{self.port}"
        return self

    @field_validator("chat_colour")
    @classmethod
    def _can_be_read(cls, value: str) -> str:
        """White words stand on this colour: WCAG 2.2 asks for 7 to 1 (1.4.6)."""
        if not value:
            return value
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            raise ValueError("must look like #1f4456")
        ratio = 1.05 / (_light(value) + 0.05)
        if ratio < 7:
            raise ValueError(f"{value} against white is {ratio:.1f} to 1; choose a darker one")
        return value.lower()

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def logs(self) -> Path:
        return self.folder / "log"

    @property
    def reach(self) -> str:
        """Where this machine reaches its own gateway, as part of an address."""
        if self.host in ("0.0.0.0", "::", ""):
            return "127.0.0.1"
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def rasa_url(self) -> str:
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def cookie_secure(self) -> bool:
        """Cookies are for HTTPS only as soon as the public address is HTTPS."""
        return self.public_url.startswith("https:")


def _light(colour: str) -> float:
    """Relative luminance of #rrggbb (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def make_folder(folder: Path, name: str) -> None:
    """Make a folder of ours. Raises PlainError naming its setting if it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise PlainError(
            f"The folder {folder} cannot be written: "
            f"give its owner the right to, or set {name} to another."
        )


@cache
def settings() -> Settings:
    """The settings of this process, read once.

    Raises PlainError naming the variable if one has a wrong shape.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "ALONGSIDE_" + "_".join(str(part) for part in first["loc"]).upper()
        raise PlainError(
            f"The setting {name} is wrong ({first['msg'].removeprefix('Value error, ')}): change or remove it."
        ) from None
