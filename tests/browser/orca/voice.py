#!/usr/bin/python3
"""A synthesiser for speech-dispatcher that writes down what it should say.

Run by speech-dispatcher, with the system's Python. It speaks the output-module protocol on
standard input and output (https://htmlpreview.github.io/?https://github.com/brailcom/speechd/blob/master/doc/speech-dispatcher.html#Output-Modules).
One JSON line an utterance goes to the file in ALONGSIDE_VOICE: {"said": text, "cut": false}.
Speaking takes time as it does for a voice, so that a later utterance can cut an earlier one off.
"""

import html
import json
import os
import re
import sys
import threading

SPEED = 90.0
"""Characters a second: a practised listener's fast voice is about 40."""

SIMPLE = {
    "INIT": ("299-ready", "299 OK LOADED SUCCESSFULLY"),
    "STOP": (),
    "PAUSE": (),
}
TAKES_LINES = {
    "AUDIO": ("207 OK RECEIVING AUDIO SETTINGS", "203 OK AUDIO INITIALIZED"),
    "LOGLEVEL": ("207 OK RECEIVING LOGLEVEL SETTINGS", "203 OK LOG LEVEL SET"),
    "SET": ("203 OK RECEIVING SETTINGS", "203 OK SETTINGS RECEIVED"),
}


class Voice:
    def __init__(self, path: str) -> None:
        self.file = open(path, "a", buffering=1)
        self.hush, self.speaking = threading.Event(), None
        self.lock = threading.Lock()

    def answer(self, *lines: str) -> None:
        with self.lock:
            for line in lines:
                print(line, flush=True)

    def say(self, text: str) -> None:
        if self.speaking:
            self.speaking.join()
        self.hush.clear()
        self.file.write(json.dumps({"said": text}) + "\n")
        self.answer("200 OK SPEAKING")
        self.speaking = threading.Thread(target=self._speak, args=(text,), daemon=True)
        self.speaking.start()

    def _speak(self, text: str) -> None:
        self.answer("701 BEGIN")
        if self.hush.wait(len(text) / SPEED):
            self.file.write(json.dumps({"cut": text}) + "\n")
            self.answer("703 STOP")
        else:
            self.answer("702 END")


def body() -> str:
    """The lines up to a single dot; a line that starts with a dot has it doubled."""
    lines = []
    for line in sys.stdin:
        line = line.rstrip("\n")
        if line == ".":
            break
        lines.append(line[1:] if line.startswith("..") else line)
    return "\n".join(lines)


def main() -> None:
    voice = Voice(os.environ["ALONGSIDE_VOICE"])
    for line in sys.stdin:
        word = line.strip().split(" ")[0]
        if word in ("SPEAK", "CHAR", "KEY", "SOUND_ICON"):
            voice.answer("202 OK RECEIVING MESSAGE")
            voice.say(html.unescape(re.sub(r"<[^>]*>", "", body())).strip())
        elif word in ("STOP", "PAUSE"):
            voice.hush.set()
        elif word in TAKES_LINES:
            begin, end = TAKES_LINES[word]
            voice.answer(begin)
            body()
            voice.answer(end)
        elif word in SIMPLE:
            voice.answer(*SIMPLE[word])
        elif word == "LIST":
            voice.answer("200-plain\ten\tnone", "200 OK VOICE LIST SENT")
        elif word == "DEBUG":
            voice.answer("200 OK DEBUGGING ON")
        elif word == "QUIT":
            voice.answer("210 OK QUIT")
            return
        else:
            voice.answer("300 ERR UNKNOWN COMMAND")


main()
