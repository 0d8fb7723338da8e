"""The gateway again and again: everything is imported once, and each run is a fork of it.

A line on standard input starts one run: `point;times` arms `bot.crash`, an empty line does not.
Each run's process id is printed; the next line is read when it has ended.
"""

import os
import sys

import uvicorn

from bot import crash
from bot.app import make_app, make_gateway
from bot.channels.routes import make_senders


def main() -> None:
    gateway = make_gateway()
    gateway.senders = {"sms": None}  # Senders have threads, which a fork does not take along.
    app = make_app(gateway)
    gateway.database.close()  # Nor may two processes use one connection.
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(gateway, app, line.strip())
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)


def run(gateway, app, armed: str) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # What is printed here is for the test.
    if armed:
        point, _, times = armed.partition(";")
        crash.arm(point, int(times))
    gateway.senders = make_senders(gateway.settings)
    uvicorn.run(
        app, host="127.0.0.1", port=gateway.settings.port, log_level="error",
        access_log=False, ws="none",
    )  # fmt: skip


if __name__ == "__main__":
    main()
