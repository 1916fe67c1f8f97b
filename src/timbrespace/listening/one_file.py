"""A listening test as one file: sounds, rules and answers, for any browser, without a server."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import re
from importlib.resources import files
from typing import Any, Literal

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.design import Audio

#: Whose script the page runs, beside the one that all share.
Kind = Literal["mushra", "abx"]
#: A file that browsers open at once, and that can be sent to somebody.
MOST_MB = 200


def page_of(kind: Kind, test: dict[str, Any]) -> str:
    """The text of the file; the test gets an ``id`` that says what it is made of.

    Args:
        kind: Of the test.
        test: ``title``, ``question``, ``seed``, ``trials``, as plain data.

    Raises:
        TimbrespaceError: It holds more sound than fits.
    """
    whole = {**test, "id": hashlib.sha256(json.dumps(test).encode()).hexdigest()[:12]}
    data = json.dumps(whole, ensure_ascii=False).replace("<", "\\u003c")
    if len(data) > MOST_MB * 1e6:
        raise TimbrespaceError(
            f"The page would have {len(data) / 1e6:.0f} MB.", "Use fewer or shorter sounds."
        )
    return _filled(kind, html.escape(test["title"]), data)


def policy_of(page: str) -> str:
    """What a page of :func:`page_of` lets a browser do: run its one script, and nothing else.

    Whoever serves it must say the same, or a policy that knows the script less well holds.
    """
    found = re.search(r'http-equiv="Content-Security-Policy"\s+content="([^"]*)"', page)
    assert found is not None, "every page says its policy at its head"
    return found[1]


def flac(sound: Audio, sample_rate: int) -> str:
    """Samples ``(C, T)`` as 16-bit FLAC, in letters that a page can carry."""
    import soundfile

    into = io.BytesIO()
    soundfile.write(into, sound.T, sample_rate, format="FLAC", subtype="PCM_16")
    return base64.b64encode(into.getvalue()).decode()


def _filled(kind: Kind, title: str, data: str) -> str:
    style, common, own, page = map(_room, ("page.css", "common.js", f"{kind}.js", "page.html"))
    script = f"{common}\n{own}"
    # This very script may run and no other; nothing may be asked of anybody.
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    values = {
        "TITLE": title, "STYLE": style, "ALLOWED": f"sha256-{allowed}", "DATA": data,
        "SCRIPT": script,
    }  # fmt: skip
    # In one go: what somebody called a trial is not looked through for more.
    return re.sub("@@([A-Z]+)@@", lambda found: values[found[1]], page)


def _room(name: str) -> str:
    return (files("timbrespace.listening") / name).read_text(encoding="utf-8")
