"""The sounds that a page lets through an effect: items of the atlas, and what it uploads."""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.app.answers import CallError, NotFound
from timbrespace.app.effects.own import CLIP, own_of
from timbrespace.app.live.playing import RATE_HZ
from timbrespace.audio.info import Audio
from timbrespace.settings.clip import CLIP_S, Clip, clip_of, loudest

if TYPE_CHECKING:
    from timbrespace.app.view import View

#: Played of one sound at most, and looked at for the loudest part.
MOST_S, LOOKED_AT_S = 60.0, 180.0
#: Uploads, and sounds that are ready to be played, that stay until newer ones come.
MOST_UPLOADS, MOST_READY = 16, 8
DEMO = "demo"


@dataclass(frozen=True)
class Ready:
    """A sound as it is played.

    Args:
        samples: ``(1 or 2, T)`` at 48 kHz.
        facts: ``Sound`` of docs/server.md.
        own: Where it is the clip of a space of settings, that very clip.
    """

    samples: Audio
    facts: dict[str, Any]
    own: Clip | None = None

    def clip(self, seconds: float = CLIP_S) -> Clip:
        """Its loudest part of this length; of a clip, all of it."""
        if self.own is not None and round(self.own.duration_s - seconds, 3) == 0:
            return self.own
        return clip_of(self.samples, RATE_HZ, str(self.facts["title"]), seconds)


class Sounds:
    """Finds sounds by what pages call them; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._uploads: OrderedDict[str, Ready] = OrderedDict()
        self._ready: OrderedDict[tuple[int, str], Ready] = OrderedDict()

    def upload(self, body: bytes, title: str) -> Ready:
        """Take the bytes of a sound file.

        Raises:
            TimbrespaceError: They are no sound.
        """
        if not body:
            raise CallError("There is no sound in the request.", "Send the bytes of a file.")
        with self._lock:
            self._number += 1
            name = f"upload:{self._number}"
        with tempfile.TemporaryDirectory(prefix="timbrespace-") as folder:
            # A name of ours: what the client calls its file never reaches the file system.
            path = Path(folder) / "sound"
            path.write_bytes(body)
            ready = _read(path, 0.0, None, name, title[:120] or "Your sound")
        with self._lock:
            self._uploads[name] = ready
            while len(self._uploads) > MOST_UPLOADS:
                self._uploads.popitem(last=False)
        return ready

    def find(self, view: View, name: Any) -> Ready:
        """A sound: ``item:ID``, ``upload:NUMBER``, ``demo``, or a settings atlas's ``clip``.

        Raises:
            TimbrespaceError: There is none of that name, or it cannot be read.
        """
        kind, _, which = str(name).partition(":")
        if kind == "upload":
            with self._lock:
                found = self._uploads.get(str(name))
            if found is None:
                raise NotFound("That sound is not here any more.", "Drop it again.")
            return found
        if kind not in ("item", DEMO, CLIP):
            raise NotFound(
                f"There is no sound {str(name)[:60]!r}.", "Name an item, an upload, or 'demo'."
            )
        key = (0 if kind == DEMO else id(view.atlas), str(name))
        with self._lock:
            found = self._ready.get(key)
        if found is None:
            found = (
                _item(view, which) if kind == "item" else _clip(view) if kind == CLIP else demo()
            )
        with self._lock:
            self._ready[key] = found
            self._ready.move_to_end(key)
            while len(self._ready) > MOST_READY:
                self._ready.popitem(last=False)
        return found


def demo() -> Ready:
    """Eight strikes upon wood, metal, glass and skin: a sound of our own, always the same."""
    from timbrespace import synth

    samples = np.zeros((1, round(4.0 * RATE_HZ)), np.float32)
    materials, actions = synth.MATERIALS, synth.ACTIONS
    for beat in range(8):
        strike = synth.impact(
            materials[beat % len(materials)], actions[0], seed=beat, duration_s=0.9,
            sample_rate=RATE_HZ,
        )  # fmt: skip
        at = round(0.5 * beat * RATE_HZ)
        n = min(len(strike), samples.shape[1] - at)
        samples[0, at : at + n] += 0.5 * strike[:n]
    return Ready(samples, _facts(DEMO, "Strikes", samples, RATE_HZ, 1, 0.0))


def _clip(view: View) -> Ready:
    own = own_of(view)
    if own is None:
        raise NotFound("This atlas is of no effect's settings.", "Name an item, or an upload.")
    clip = own.folder.clip()
    samples = clip.samples[None]
    return Ready(samples, _facts(CLIP, clip.title, samples, RATE_HZ, 1, clip.from_s), clip)


def _item(view: View, item_id: str) -> Ready:
    offset_s, duration_s = view.items.window(item_id)
    title = str(view.items.detail(item_id)["name"])
    try:
        path = view.atlas.sound_path(item_id)
    except CallError:
        raise
    return _read(path, offset_s, duration_s, f"item:{item_id}", title)


def _read(path: Path, offset_s: float, duration_s: float | None, name: str, title: str) -> Ready:
    from timbrespace.audio.decode import probe, read

    info = probe(path)
    whole_s = duration_s if duration_s is not None else info.duration_s or LOOKED_AT_S
    audio, rate = read(path, offset_s, min(whole_s, LOOKED_AT_S))
    if audio.shape[0] > 2:
        audio = audio.mean(axis=0, keepdims=True)
    from_s = 0.0
    if audio.shape[1] > MOST_S * rate:
        begin = loudest(audio.mean(axis=0), rate, MOST_S)
        audio, from_s = audio[:, begin : begin + round(MOST_S * rate)], begin / rate
    samples = _at_our_rate(audio, rate)
    return Ready(samples, _facts(name, title, samples, rate, info.channels, from_s))


def _at_our_rate(audio: Audio, rate: int) -> Audio:
    if rate == RATE_HZ:
        return audio
    import soxr

    return np.ascontiguousarray(soxr.resample(audio.T, rate, RATE_HZ).T, np.float32)


def _facts(
    name: str, title: str, samples: Audio, rate: int, channels: int, from_s: float
) -> dict[str, Any]:
    return {
        "sound": name,
        "title": title,
        "duration_s": samples.shape[1] / RATE_HZ,
        "sample_rate": rate,
        "channels": channels,
        "from_s": from_s,
    }
