"""Fake carriers: small HTTP servers on 127.0.0.1 that answer as Twilio and Telegram do.

They write down what reached them. What each number or chat does is set in `behaves`.
"""

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

SLOW_SECONDS = 1.5
"""Longer than the read time-out of the senders in these tests."""


@dataclass(frozen=True)
class Call:
    """One request that arrived."""

    path: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What to do with a request: a status and JSON, after a while, or hanging up."""

    status: int = 200
    body: Any = None
    after: float = 0.0
    hang_up: bool = False


class Carrier:
    """The server; a subclass says what an accepted message is answered with."""

    to = ""
    """The field that says whom a message is for."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.behaves: dict[str, Answer | Callable[[], Answer]] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        carrier = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                fields = parse_qs(body.decode(), keep_blank_values=True)
                call = Call(self.path, {k: v[0] for k, v in fields.items()})
                answer = carrier.take(call)
                carrier._stop.wait(answer.after)
                if answer.hang_up:
                    self.close_connection = True
                    return
                sent = (
                    answer.body
                    if isinstance(answer.body, bytes)
                    else json.dumps(answer.body).encode()
                )
                try:
                    self.send_response(answer.status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(sent)))
                    self.end_headers()
                    self.wfile.write(sent)
                except OSError:
                    self.close_connection = True  # The caller did not wait.

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    def take(self, call: Call) -> Answer:
        with self._lock:
            self.calls.append(call)
            number = len(self.calls)
        behaviour = self.behaves.get(call.fields.get(self.to, ""))
        if behaviour is None:
            return self.accepted(call, number)
        return behaviour() if callable(behaviour) else behaviour

    def accepted(self, call: Call, number: int) -> Answer:
        raise NotImplementedError

    def texts(self, to: str) -> list[str]:
        """The words that arrived for somebody, in order."""
        return [self.words(c) for c in self.calls if c.fields.get(self.to) == to]

    def words(self, call: Call) -> str:
        raise NotImplementedError

    def close(self) -> None:
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class FakeTwilio(Carrier):
    """POST /2010-04-01/Accounts/{sid}/Messages.json"""

    to = "To"

    def accepted(self, call: Call, number: int) -> Answer:
        if not re.fullmatch(r"/2010-04-01/Accounts/\w+/Messages\.json", call.path):
            return Answer(404, {"code": 20404, "message": "not found", "status": 404})
        return Answer(201, {"sid": f"SM{number:032x}", "status": "queued", **_lower(call.fields)})

    def words(self, call: Call) -> str:
        return call.fields["Body"]


def twilio_error(status: int, code: int) -> Answer:
    return Answer(status, {"code": code, "message": "said no", "more_info": "", "status": status})


class FakeTelegram(Carrier):
    """POST /bot{token}/sendMessage"""

    to = "chat_id"

    def __init__(self) -> None:
        self.other_calls: dict[str, dict[str, str]] = {}
        """Calls that send no message, by method: the newest of each."""
        super().__init__()

    def take(self, call: Call) -> Answer:
        method = call.path.rpartition("/")[2]
        if method == "sendMessage":
            return super().take(call)
        self.other_calls[method] = call.fields
        return Answer(200, {"ok": True, "result": [] if method == "getUpdates" else True})

    def accepted(self, call: Call, number: int) -> Answer:
        if not call.path.endswith("/sendMessage"):
            return telegram_error(404, "Not Found")
        chat = {"id": int(call.fields["chat_id"]), "type": "private", "first_name": "A"}
        message = {"message_id": number, "date": 1, "chat": chat, "text": call.fields["text"]}
        return Answer(200, {"ok": True, "result": message})

    def words(self, call: Call) -> str:
        return call.fields["text"]


def telegram_error(status: int, description: str, **parameters: int) -> Answer:
    body = {"ok": False, "error_code": status, "description": description}
    return Answer(status, {**body, "parameters": parameters} if parameters else body)


def _lower(fields: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in fields.items()}
