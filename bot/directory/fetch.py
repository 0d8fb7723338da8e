"""Fetching somebody else's feed: only from public addresses, never much, never for long.

The address of a host is looked up once, checked, and connected to as it is, so that a name cannot
lead to a public address when it is checked and to a private one when it is used.
"""

import ipaddress
import json
import socket
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from bot.errors import PlainError

MOST_BYTES = 20_000_000
"""Bytes of one answer."""
MOST_BYTES_IN_ALL = 500_000_000
MOST_SECONDS = 20.0
"""Seconds for one answer, from the first to the last byte."""
MOST_SECONDS_IN_ALL = 1_800.0
MOST_REDIRECTS = 3
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that hold an IPv4 address and lead to it (RFC 6052)."""
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = [(b"Accept", b"application/json"), (b"Accept-Encoding", b"identity"),
            (b"User-Agent", b"alongside-directory")]  # fmt: skip


class Guard(httpcore.NetworkBackend):
    """Connects to public addresses alone."""

    def __init__(self, allow_private: bool = False) -> None:
        self._real = httpcore.SyncBackend()
        self._allow_private = allow_private

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        address = self._checked(host, port)
        return self._real.connect_tcp(address, port, timeout, local_address, socket_options)

    def _checked(self, host: str, port: int) -> str:
        """The one address that is connected to. Raises PlainError if any of the host's is private."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise PlainError(f"The host {host} is not known: check the address.") from None
        addresses = [item[4][0] for item in found]
        for address in addresses:
            if not self._allow_private and not is_public(address):
                raise PlainError(
                    f"The address leads to {address}, which is private: "
                    "only feeds on public addresses can be imported."
                )
        return addresses[0]

    def connect_unix_socket(self, *args: Any, **more: Any) -> httpcore.NetworkStream:
        raise PlainError("A feed is fetched by http or https only.")

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def is_public(address: str) -> bool:
    """True for an address that anybody on the internet can reach."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if inner is None and found in _NAT64:
        inner = ipaddress.IPv4Address(found.packed[-4:])
    if inner is not None:
        found = inner
    return found.is_global and not found.is_multicast and not found.is_reserved


class Fetcher:
    """Fetches JSON, within limits that hold for all that it fetches together."""

    def __init__(
        self, allow_private: bool = False, most_bytes: int = MOST_BYTES,
        seconds: float = MOST_SECONDS, in_all: int = MOST_BYTES_IN_ALL,
    ) -> None:  # fmt: skip
        self._pool = httpcore.ConnectionPool(
            network_backend=Guard(allow_private), max_connections=2
        )
        self._most_bytes, self._seconds, self._left = most_bytes, seconds, in_all
        self._until = time.monotonic() + MOST_SECONDS_IN_ALL

    def json(self, url: str) -> Any:
        """The JSON at an address, after at most three redirects. Raises PlainError."""
        content = self._get(url)
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            raise PlainError(f"{url} is not JSON: it is no Open Referral feed.") from None

    def close(self) -> None:
        self._pool.close()

    def _get(self, url: str) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            if urlsplit(url).scheme not in ("http", "https"):
                raise PlainError(f"{url[:80]}: a feed is fetched by http or https only.")
            status, headers, content = self._once(url)
            if status in _REDIRECTS and b"location" in headers:
                url = urljoin(url, headers[b"location"].decode("latin-1"))
                continue
            if status != 200:
                raise PlainError(f"{url} answers {status}: check the address.")
            return content
        raise PlainError(f"The feed redirects more than {MOST_REDIRECTS} times: check the address.")

    def _once(self, url: str) -> tuple[int, dict[bytes, bytes], bytes]:
        began, parts = time.monotonic(), []
        timeout = {name: self._seconds for name in ("connect", "read", "write", "pool")}
        try:
            with self._pool.stream(
                "GET", url, headers=_HEADERS, extensions={"timeout": timeout}
            ) as answer:
                headers = {name.lower(): value for name, value in answer.headers}
                if headers.get(b"content-encoding", b"identity") != b"identity":
                    raise PlainError(f"{url} sends packed data, which was not asked for.")
                size = 0
                for part in answer.iter_stream():
                    size += len(part)
                    self._left -= len(part)
                    if size > self._most_bytes or self._left < 0:
                        raise PlainError(
                            f"{url} is too large: an answer may be {self._most_bytes / 1e6:g} MB."
                        )
                    now = time.monotonic()
                    if now - began > self._seconds or now > self._until:
                        raise PlainError(f"{url} takes too long: try again later.")
                    parts.append(part)
                return answer.status, headers, b"".join(parts)
        except httpcore.TimeoutException:
            raise PlainError(f"{url} takes too long: try again later.") from None
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
            OSError,
        ) as error:
            raise PlainError(f"{url} cannot be fetched ({type(error).__name__}).") from None
        except (ValueError, httpcore.LocalProtocolError):
            raise PlainError(f"{url[:80]} is not an address of a feed.") from None
