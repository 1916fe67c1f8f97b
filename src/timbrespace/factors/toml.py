"""Small TOML files: the standard library reads them, this writes the few kinds we keep."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from timbrespace.atlas.files import write_atomically
from timbrespace.errors import TimbrespaceError


def write_toml(path: Path, values: Mapping[str, Any]) -> None:
    """Write numbers, texts, lists of them and tables; leaves out what is None."""
    text = to_toml(values)
    write_atomically(path, lambda aside: _write_text(aside, text))


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        TimbrespaceError: There is none, or it is damaged.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise TimbrespaceError(
            f"There is no model in '{path.parent}'.",
            "The atlas's models/ folder has those it has.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TimbrespaceError(
            f"'{path}' is not readable TOML ({error}).", "Make the model again."
        ) from error


def to_toml(values: Mapping[str, Any], prefix: str = "") -> str:
    """Plain data as TOML; tables come after the plain values, as the format demands.

    Example:
        >>> print(to_toml({"kind": "flow", "dims": {"material": 4}}))
        kind = "flow"
        <BLANKLINE>
        [dims]
        material = 4
        <BLANKLINE>
    """
    plain = {k: v for k, v in values.items() if not isinstance(v, Mapping) and v is not None}
    lines = [f"{_key(key)} = {_value(value)}\n" for key, value in plain.items()]
    for key, table in values.items():
        if isinstance(table, Mapping):
            name = f"{prefix}{_key(key)}"
            lines.append(f"\n[{name}]\n{to_toml(table, name + '.')}")
    return "".join(lines)


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else json.dumps(name, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(v) for v in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    # JSON's escapes are TOML's, once characters beyond ASCII are left as they are.
    return json.dumps(str(value), ensure_ascii=False)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
