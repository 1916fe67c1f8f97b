"""HTTP ranges of bytes (RFC 9110, section 14): one range, as players ask for it."""

from __future__ import annotations

import re

_ONE_RANGE = re.compile(r"bytes=\s*(\d{0,19})\s*-\s*(\d{0,19})\s*", re.IGNORECASE | re.ASCII)


class Unsatisfiable(Exception):
    """The range lies outside the body (status 416)."""


def parse_range(header: str | None, size: int) -> tuple[int, int] | None:
    """The slice ``[start, stop)`` of a body of ``size`` bytes that a Range header asks for.

    Returns:
        None where the whole body is the right answer: no header, another unit, several
        ranges, or nonsense; the standard lets a server ignore all of these.

    Raises:
        Unsatisfiable: The range begins behind the end, or asks for a suffix of nothing.

    Example:
        >>> parse_range("bytes=2-5", 10), parse_range("bytes=-3", 10), parse_range(None, 10)
        ((2, 6), (7, 10), None)
    """
    found = _ONE_RANGE.fullmatch(header or "")
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        start, stop = max(0, size - int(found[2])), size
    else:
        start, stop = int(found[1]), size
        if found[2]:
            if int(found[2]) < start:
                return None
            stop = min(size, int(found[2]) + 1)
    if start >= stop:
        raise Unsatisfiable
    return start, stop
