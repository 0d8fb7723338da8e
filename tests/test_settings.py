"""Settings that follow from others."""

import pytest
from pydantic import ValidationError

from bot.settings import Settings


def chosen(**values: object) -> Settings:
    return Settings(_env_file=None, **values)


def test_links_lead_to_where_the_gateway_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALONGSIDE_PUBLIC_URL", raising=False)
    assert chosen(port=8123).public_url == "http://127.0.0.1:8123"
    assert chosen(host="192.0.2.7", port=80).public_url == "http://192.0.2.7:80"
    assert chosen(host="0.0.0.0", port=80).public_url == "http://127.0.0.1:80"
    assert chosen(host="::1", port=80).public_url == "http://[::1]:80"


def test_a_public_address_is_kept_as_it_was_given() -> None:
    assert chosen(public_url="https://example.org/", port=8123).public_url == "https://example.org"


def test_a_public_address_without_its_beginning_is_refused() -> None:
    with pytest.raises(ValidationError, match="must begin with https:// or http://"):
        chosen(public_url="example.org")
