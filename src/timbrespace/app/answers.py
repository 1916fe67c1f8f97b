"""What a call gives back, and how it says no."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Answer:
    """Plain data, and at most one binary buffer beside it.

    Args:
        json: Anything that JSON can hold; numbers are finite.
        buffer: Bytes that travel as they are, or None.
        headers: What HTTP says beside a buffer.
    """

    json: Any
    buffer: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


def table_answer(json: Any, values: NDArray[Any], dtype: str = "<f4") -> Answer:
    """Numbers ``(rows, ...)`` as a buffer, little endian; headers say how many rows and columns.

    Args:
        json: What stands beside it.
        values: All axes after the first are one row, so ``(n,)`` has rows of one column.
        dtype: What the buffer's numbers are.

    Example:
        >>> import numpy as np
        >>> table_answer({}, np.zeros((4, 2, 3))).headers
        {'X-Rows': '4', 'X-Columns': '6'}
    """
    shape = {"X-Rows": str(len(values)), "X-Columns": str(math.prod(values.shape[1:]))}
    return Answer(json, values.astype(dtype).tobytes(), shape)


class CallError(TimbrespaceError):
    """A call that is refused, with the HTTP status that says why."""

    status = 400


class NotFound(CallError):
    """Nothing of that name is in this atlas."""

    status = 404


class Refused(CallError):
    """The caller is not this page."""

    status = 403


class TooLarge(CallError):
    """More bytes than the server takes in one call."""

    status = 413


class Conflict(CallError):
    """Not now: what is asked for does not fit what is going on."""

    status = 409


def status_of(error: TimbrespaceError) -> int:
    """The HTTP status of an error; 400 where it does not name one.

    Example:
        >>> status_of(NotFound("There is no item 'x'.")), status_of(TimbrespaceError("No."))
        (404, 400)
    """
    return error.status if isinstance(error, CallError) else CallError.status


def error_json(error: TimbrespaceError) -> dict[str, str]:
    """The agreed form of an error: one sentence on what is wrong, one on what to do.

    Example:
        >>> error_json(TimbrespaceError("No sound.", "Give one."))
        {'error': 'No sound.', 'remedy': 'Give one.'}
    """
    return {"error": error.message, "remedy": error.remedy}


def to_json(value: Any) -> str:
    """Compact JSON; NumPy's scalars become plain ones, and a NaN is a fault of ours.

    Example:
        >>> to_json({"a": [1, None]})
        '{"a":[1,null]}'
    """
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain
    )


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"{type(value).__name__} is not plain data")
