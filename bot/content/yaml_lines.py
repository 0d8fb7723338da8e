"""YAML lists whose entries know the file and line they stand on, for errors a writer can use."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.errors import PlainError

_LINE = "__line__"
_LINES = "__lines__"
LARGEST = 1_000_000
"""Bytes of one file. The longest of ours has a tenth of it."""


@dataclass(frozen=True)
class Entry:
    """One mapping of a list, with where it and each of its fields stand."""

    file: Path
    line: int
    data: dict[str, Any]
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def where(self) -> str:
        return f"{self.file.name}, line {self.line}"

    def at(self, name: str, holding: str = "") -> str:
        """Where the field stands; with `holding`, the line in it that holds those characters."""
        line = self.lines.get(name, self.line)
        if holding:
            text = self.file.read_text("utf-8").splitlines()
            after = (n for n, words in enumerate(text, start=1) if n >= line and holding in words)
            line = next(after, line)
        return f"{self.file.name}, line {line}"

    def get(self, name: str, default: Any = None) -> Any:
        return self.data.get(name, default)

    def need(self, name: str) -> Any:
        """The value of `name`; PlainError if it is missing or empty."""
        value = self.data.get(name)
        if value is None or value == "":
            raise PlainError(f"{self.where}: '{name}' is missing: write it.")
        return value

    def entries(self, name: str) -> list["Entry"]:
        """The mappings of a list inside this one. PlainError if it is no list of them."""
        value = self.need(name)
        if not isinstance(value, list):
            raise PlainError(f"{self.at(name)}: '{name}' must be a list.")
        return [self.entry_of(item, name) for item in value]

    def inner(self, name: str) -> "Entry":
        """A mapping inside this one, as an entry of its own. PlainError if it is none."""
        return self.entry_of(self.data.get(name), name)

    def entry_of(self, value: Any, name: str) -> "Entry":
        if not isinstance(value, dict):
            raise PlainError(f"{self.at(name)}: '{name}' must have lines such as 'word: text'.")
        return _entry(self.file, value)


SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The reader written in C where there is one: ten times as fast."""


class _Loader(SafeLoader):
    def construct_mapping(self, node, deep=False):
        lines: dict[str, int] = {}
        for key, _ in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in lines:
                raise yaml.constructor.ConstructorError(
                    None, None, f"'{name}' stands twice in one entry: keep one", key.start_mark
                )
            lines[name] = line
        mapping = super().construct_mapping(node, deep=deep)
        mapping[_LINE] = node.start_mark.line + 1
        mapping[_LINES] = lines
        return mapping


_ALIAS = re.compile(r"(?:^|[\s\[{,:-])[&*]\w")


def read_list(file: Path) -> list[Entry]:
    """The entries of a YAML list of mappings. Raises PlainError with the line of a fault."""
    data = _load(file)
    if not isinstance(data, list):
        raise PlainError(f"{file.name}: this must be a list, each entry beginning with '- id:'.")
    for item in data:
        if not isinstance(item, dict):
            shown = str(item)[:40]
            raise PlainError(f"{file.name}: each entry must begin with '- id:', not '{shown}'.")
    return [_entry(file, item) for item in data]


def read_mapping(file: Path) -> Entry:
    """The one mapping that a YAML file is. Raises PlainError with the line of a fault."""
    data = _load(file)
    if not isinstance(data, dict):
        raise PlainError(f"{file.name}: this must begin with a name and a colon, not with '-'.")
    return _entry(file, data)


def _load(file: Path) -> Any:
    text = _text_of(file)
    try:
        _refuse_aliases(file, text)
        return yaml.load(text, _Loader)
    except yaml.YAMLError as error:
        raise PlainError(
            f"{file.name}{_line_of(error, text)}: this is not valid YAML "
            f"({getattr(error, 'problem', None) or getattr(error, 'reason', None) or error}). "
            "Look for a quote that is not closed, or words that need quotes."
        ) from None
    except RecursionError:
        raise PlainError(f"{file.name}: too many brackets inside each other.") from None
    except ValueError as error:
        # A day such as 2026-02-30 looks right to YAML and is none.
        raise PlainError(f"{file.name}: a value in it cannot be read ({error}).") from None


def _text_of(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise PlainError(f"{file.name} is larger than a million bytes: cut it into files.")
        return file.read_text("utf-8-sig")
    except FileNotFoundError:
        raise PlainError(f"The file {file.name} is missing.") from None
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise PlainError(
            f"{file.name}, line {line}: this is not UTF-8: save the file again as UTF-8."
        ) from None
    except OSError as error:
        raise PlainError(f"{file.name} cannot be read: {error.strerror}.") from None


def _refuse_aliases(file: Path, text: str) -> None:
    """A text of a few lines can grow to gigabytes through `&a` and `*a`; nobody needs them here."""
    if not _ALIAS.search(text):
        return
    for event in yaml.parse(text, SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise PlainError(
                f"{file.name}, line {event.start_mark.line + 1}: '*{event.anchor}' points to "
                "another place, which is not used here: write the words, in quotes."
            )


def _line_of(error: yaml.YAMLError, text: str) -> str:
    mark = getattr(error, "problem_mark", None)
    if "expected ':'" in str(getattr(error, "problem", "")):
        # Noticed at the line after the one without a colon.
        mark = error.context_mark or mark
    if mark is not None:
        return f", line {mark.line + 1}"
    position = getattr(error, "position", None)
    return "" if position is None else f", line {text[:position].count(chr(10)) + 1}"


def _entry(file: Path, item: dict) -> Entry:
    data = {k: v for k, v in item.items() if k not in (_LINE, _LINES)}
    return Entry(file, item.get(_LINE, 1), data, item.get(_LINES, {}))


def plain(value: Any) -> Any:
    """The value without the marks of where it stands."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if k not in (_LINE, _LINES)}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value
