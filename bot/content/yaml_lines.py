"""YAML lists whose entries know the file and line they stand on, for errors a writer can use."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.errors import PlainError

_LINE = "__line__"


@dataclass(frozen=True)
class Entry:
    """One mapping of a list, with where it stands."""

    file: Path
    line: int
    data: dict[str, Any]

    @property
    def where(self) -> str:
        return f"{self.file.name}, line {self.line}"

    def get(self, name: str, default: Any = None) -> Any:
        return self.data.get(name, default)

    def need(self, name: str) -> Any:
        """The value of `name`; PlainError if it is missing or empty."""
        value = self.data.get(name)
        if value is None or value == "":
            raise PlainError(f"{self.where}: '{name}' is missing: write it.")
        return value


SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The reader written in C where there is one: ten times as fast."""


class _Loader(SafeLoader):
    def construct_mapping(self, node, deep=False):
        mapping = super().construct_mapping(node, deep=deep)
        mapping[_LINE] = node.start_mark.line + 1
        return mapping


def read_list(file: Path) -> list[Entry]:
    """The entries of a YAML list of mappings. Raises PlainError with the line of a fault."""
    try:
        data = yaml.load(file.read_text("utf-8"), _Loader)
    except FileNotFoundError:
        raise PlainError(f"The file {file.name} is missing.") from None
    except UnicodeDecodeError:
        raise PlainError(f"{file.name} is not UTF-8: save it again as UTF-8.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise PlainError(
            f"{file.name}{line}: this is not valid YAML ({getattr(error, 'problem', error)})."
        ) from None
    if not isinstance(data, list):
        raise PlainError(f"{file.name}: this must be a list, each entry beginning with '- id:'.")
    entries = []
    for item in data:
        if not isinstance(item, dict):
            raise PlainError(f"{file.name}: each entry must begin with '- id:', not '{item}'.")
        line = item.pop(_LINE)
        entries.append(Entry(file, line, _clean(item)))
    return entries


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _clean(v) for k, v in value.items() if k != _LINE}
    if isinstance(value, list):
        return [_clean(v) for v in value]
    return value
