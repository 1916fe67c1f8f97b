"""The reports of an atlas: listed by name, served as pages that may do nothing."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.app.answers import Answer, NotFound, TooLarge
from timbrespace.app.empty import EmptyAtlas

if TYPE_CHECKING:
    from timbrespace.api import Atlas

#: What every command calls the page of a report, in a folder of its own.
PAGE = "report.html"
#: A report carries its figures and sounds; more than this is none of ours.
MOST_BYTES = 256 << 20
#: The title stands at its head.
HEAD_BYTES = 8192
#: What a browser lets a report do: show itself. No scripts, no requests, an origin of its own.
POLICY = (
    "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A report that is there.

    Args:
        name: Its folder's name, by which it is asked for.
        path: The page.
        title: What its window is called.
        written: When, in UTC.
    """

    name: str
    path: Path
    title: str
    written: datetime


def reports(atlas: Atlas | EmptyAtlas) -> Answer:
    """The reports of an atlas as ``[{name, title, written}]``, the newest first."""
    listed: list[dict[str, Any]] = [
        {"name": each.name, "title": each.title, "written": f"{each.written:%Y-%m-%dT%H:%M:%SZ}"}
        for each in find(atlas)
    ]
    return Answer(listed)


def report(atlas: Atlas | EmptyAtlas, name: str) -> Answer:
    """One report, by the name under which it is listed: no path is made of what was asked.

    Raises:
        NotFound: No report of that name is listed.
        TooLarge: It is larger than any report of ours.
    """
    for each in find(atlas):
        if each.name == name:
            if each.path.stat().st_size > MOST_BYTES:
                raise TooLarge(f"The report {name[:80]!r} is too large.", "Open its file.")
            headers = {"content-security-policy": POLICY}
            return Answer({"type": "text/html", "name": name}, each.path.read_bytes(), headers)
    raise NotFound(f"There is no report {name[:80]!r}.", "Read the list of reports again.")


def find(atlas: Atlas | EmptyAtlas) -> list[Found]:
    """The reports under an atlas's ``reports/``, the newest first; links are not followed."""
    if isinstance(atlas, EmptyAtlas):
        return []
    folder = atlas.path / "reports"
    pages = [path for path in folder.glob(f"*/{PAGE}") if _is_own(path, folder)]
    found = [_read(path) for path in pages]
    return sorted(found, key=lambda each: each.written, reverse=True)


def _is_own(path: Path, folder: Path) -> bool:
    """Whether it is a file inside the atlas, and not a link that leads somewhere else."""
    linked = folder.is_symlink() or path.parent.is_symlink() or path.is_symlink()
    return path.is_file() and not linked


def _read(path: Path) -> Found:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    named = _TITLE.search(head)
    title = html.unescape(named[1].decode("utf-8", "replace")).strip() if named else ""
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Found(path.parent.name, path, title or path.parent.name, written)
