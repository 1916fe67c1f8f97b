"""One message from the page in a notebook, and what answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timbrespace.app.answers import Answer, CallError
from timbrespace.app.backend import Backend


@dataclass(frozen=True)
class Call:
    """One message from the page."""

    parts: Mapping[str, str]
    query: Mapping[str, Any]
    json: Mapping[str, Any]
    buffers: Sequence[bytes]

    def text(self, name: str) -> str | None:
        """A parameter of the query, None where it is not there or empty."""
        value = self.query.get(name)
        return str(value) if value not in (None, "") else None

    def number(self, name: str, kind: Callable[[str], Any], default: Any) -> Any:
        """A number of the query."""
        text = self.text(name)
        if text is None:
            return default
        try:
            return kind(text)
        except ValueError as error:
            raise CallError(f"{name}: {text[:40]!r} is no number.", "Send one.") from error

    def texts(self, name: str) -> list[str]:
        """A list of texts in the body.

        Raises:
            CallError: It is no list.
        """
        found = self.json.get(name)
        if not isinstance(found, Sequence) or isinstance(found, str):
            raise CallError(f"{name} is a list.", "docs/server.md lists all calls.")
        return [str(each) for each in found]

    def figure(self, name: str) -> float:
        """A number in the body.

        Raises:
            CallError: It is none.
        """
        found = self.json.get(name)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise CallError(f"{name} is a number.", "docs/server.md lists all calls.")
        return float(found)


Handler = Callable[[Backend, Call], Answer]
