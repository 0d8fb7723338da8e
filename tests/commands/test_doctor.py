"""`alongside doctor` and the page of settings."""

from collections.abc import Callable

from bot.commands.doctor import settings_markdown
from bot.privacy.keys import make_keys
from bot.settings import PROJECT, Settings


def test_every_setting_is_printed_with_its_meaning_and_no_value(alongside: Callable) -> None:
    called = alongside("doctor", "--settings", TELEGRAM_TOKEN="12:canary")
    assert called.code == 0 and "canary" not in called.out
    for name, field in Settings.model_fields.items():
        assert f" ALONGSIDE_{name.upper()} " in called.out
        assert field.description and field.description in called.out


def test_the_page_of_settings_is_the_code() -> None:
    """To write it anew: python -c "from bot.commands.doctor import *; print(settings_markdown(), end='')" """
    assert (PROJECT / "docs" / "settings.md").read_text("utf-8") == settings_markdown()


def test_the_doctor_before_the_first_start(alongside: Callable) -> None:
    called = alongside("doctor")
    assert called.code == 0
    assert "keys: not made yet" in called.out and "processes: not running" in called.out


def test_the_doctor_names_what_is_wrong(chosen: Settings, alongside: Callable) -> None:
    make_keys(chosen.keys)
    (chosen.keys / "lookup.key").chmod(0o644)
    called = alongside("doctor", OPENING_HOURS="sometimes")
    assert called.code == 1
    assert "lookup.key can be read by others" in called.out
    assert "opening hours: Opening hours (ALONGSIDE_OPENING_HOURS" in called.out
