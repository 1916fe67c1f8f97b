"""A listening test as one file: sounds, scales and rules, for any browser, without a server."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.atlas.files import write_atomically
from timbrespace.errors import TimbrespaceError
from timbrespace.listening.design import Audio, Trial, role_of
from timbrespace.listening.stimuli import ANCHOR_HZ, Prepared, prepared

QUESTION = "How close is each sound to the reference, in all that you hear?"
#: A file that browsers open at once, and that can be sent to somebody.
MOST_MB = 200


def listening_page(
    trials: Sequence[Trial],
    *,
    title: str,
    question: str = QUESTION,
    seed: int = 0,
    align: bool = True,
    anchor_hz: float = ANCHOR_HZ,
) -> str:
    """A whole MUSHRA test (ITU-R BS.1534-3) as the text of one HTML file.

    The order of trials, and of the sounds in each, follows from the seed and the listener's name,
    so that everybody has another one, and the same one again. Nothing leaves the page but the
    results, which a listener saves as CSV (:mod:`timbrespace.listening.answers`).

    Args:
        trials: What is compared; names must differ.
        title: Of the test.
        question: What the listener is asked in each trial.
        seed: Of all orders.
        align: Bring all sounds of a trial to the loudness of its reference.
        anchor_hz: Cut-off of the low anchors that are made.

    Raises:
        TimbrespaceError: There are no trials, two of one name, or more sound than fits.
    """
    names = [trial.name for trial in trials]
    if not trials or len(set(names)) < len(names):
        raise TimbrespaceError(
            "A test needs trials of different names.", "Put each into a folder of its own."
        )
    made = [prepared(trial, align=align, anchor_hz=anchor_hz) for trial in trials]
    content = [_trial(each, np.random.default_rng([seed, k])) for k, each in enumerate(made)]
    test = {"title": title, "question": question, "seed": seed, "trials": content}
    test["id"] = _digest(json.dumps(test).encode())[:12]
    data = json.dumps(test, ensure_ascii=False).replace("<", "\\u003c")
    if len(data) > MOST_MB * 1e6:
        raise TimbrespaceError(
            f"The page would have {len(data) / 1e6:.0f} MB.", "Use fewer or shorter sounds."
        )
    return _filled(html.escape(title), data)


def write_page(path: Path, trials: Sequence[Trial], **options: Any) -> Path:
    """Write :func:`listening_page`; the file is replaced as a whole."""
    content = listening_page(trials, **options).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, lambda aside: _write(aside, content))
    return path


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _trial(made: Prepared, random: np.random.Generator) -> dict[str, Any]:
    # Shuffled here, too: whoever looks into the file does not find the reference first.
    names = [str(name) for name in random.permutation(list(made.sounds))]
    stimuli = [
        {"name": name, "role": role_of(name), "flac": _flac(made.sounds[name], made.sample_rate)}
        for name in names
    ]
    return {"name": made.name, "stimuli": stimuli}


def _flac(sound: Audio, sample_rate: int) -> str:
    import soundfile

    into = io.BytesIO()
    soundfile.write(into, sound.T, sample_rate, format="FLAC", subtype="PCM_16")
    return base64.b64encode(into.getvalue()).decode()


def _filled(title: str, data: str) -> str:
    room = files("timbrespace.listening")
    style, script, page = (
        (room / f"page.{kind}").read_text(encoding="utf-8") for kind in ("css", "js", "html")
    )
    # This very script may run and no other; nothing may be asked of anybody.
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    values = {
        "TITLE": title, "STYLE": style, "ALLOWED": f"sha256-{allowed}", "DATA": data,
        "SCRIPT": script,
    }  # fmt: skip
    # In one go: what somebody called a trial is not looked through for more.
    return re.sub("@@([A-Z]+)@@", lambda found: values[found[1]], page)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
