"""The engine's state as plain data, for a page, a terminal or OSC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timbrespace.live.stage import Stage, plain
from timbrespace.surrogates.base import Word

if TYPE_CHECKING:
    from timbrespace.live.control import Control
    from timbrespace.live.mixer import Mixer
    from timbrespace.live.track import Track


@dataclass
class Waits:
    """Who waits for whom, and how often it was too long.

    Args:
        block_samples: That are rendered at once.
        ahead_samples: That are rendered ahead of the output.
        transport_ms: Between the engine and the loudspeaker, as an output tells it.
        underruns: Times that an output of this process had no samples.
        page_underruns: The same, as the page tells it.
        load: Share of real time that rendering takes, over about the last 20 blocks.
        late_blocks: Blocks that took longer to render than to hear.
    """

    block_samples: int
    ahead_samples: int = 0
    transport_ms: float = 0.0
    underruns: int = 0
    page_underruns: int = 0
    load: float = 0.0
    late_blocks: int = 0

    def note_block(self, spent_s: float, heard_s: float) -> None:
        """A block was rendered."""
        if heard_s:
            self.load += 0.05 * (spent_s / heard_s - self.load)
            self.late_blocks += spent_s > heard_s


def engine_state(control: Control, mixer: Mixer, waits: Waits) -> dict[str, Any]:
    """All but the list of voices."""
    desk, track = control.desk, mixer.track
    stage, stand = desk.stage, desk.stand
    latents = track.latents.copy()
    if len(latents) != len(stage.dims):  # the voice is being changed
        latents = stand.latents
    words = stage.predicted(latents)
    measured, unmeasured, tape = control.measured, control.unmeasured, control.studio.tape
    held = stage.held(stand.words)
    for word in words:
        word["measured"] = plain(measured.get(word["name"]))
        word["unmeasured"] = unmeasured.get(word["name"], "")
        word["wanted"] = held.get(word["name"])
        word["wish"] = stand.words.get(word["name"])
        word["reached"] = stand.reached.get(word["name"], True)
    return {
        "voice": _voice_state(stage, track),
        "words": words,
        "waiting": _waiting(stage.waiting(stand.words), desk.met),
        "latents": [float(value) for value in latents],
        "targets": [float(value) for value in stand.latents],
        "playing": desk.playing,
        "gain_db": desk.gain_db,
        "smooth_ms": desk.smooth_ms,
        "meters": {
            "peak_db": mixer.meters.peak_db,
            "rms_db": mixer.meters.rms_db,
            "limiting_db": mixer.limiter.gain_db,
        },
        "underruns": waits.underruns + waits.page_underruns,
        "late_blocks": waits.late_blocks,
        "load": waits.load,
        "delay_ms": _delay_ms(track, mixer, waits),
        "position": mixer.position,
        "told": [list(each) for each in list(mixer.told)],
        "measuring": mixer.ear is not None,
        "recording": tape is not None,
        "recorded_s": tape.seconds if tape is not None else 0.0,
        "undo": desk.history.can_undo,
        "redo": desk.history.can_redo,
        "slots": sorted(desk.slots),
        "presets": control.presets.names,
        "performances": control.studio.performances,
        "opening": control.opening,
        "notices": control.notices.listed(),
    }


def _waiting(words: Mapping[str, float], met: Mapping[str, Word]) -> list[dict[str, Any]]:
    """The words that a player holds, and that this voice does not have."""
    titled = {name: (met[name].title, met[name].unit) for name in words if name in met}
    return [
        {"name": name, "title": title, "unit": unit, "wish": wish}
        for name, wish in words.items()
        for title, unit in [titled.get(name, (name, ""))]
    ]


def _voice_state(stage: Stage, track: Track) -> dict[str, Any]:
    voice = stage.voice
    called: Sequence[str] = getattr(stage.surrogate, "called", ()) or [""] * len(voice.dims)
    return {
        "id": voice.id,
        "title": voice.title,
        "sample_rate": voice.sample_rate,
        "hop": voice.hop,
        "channels": voice.channels,
        "dims": [
            {
                "name": dim.name,
                "called": name,
                "unit": dim.unit,
                "low": plain(dim.low),
                "high": plain(dim.high),
            }
            for dim, name in zip(voice.dims, called, strict=True)
        ],
        "problem": track.guard.problem,
        "failures": track.guard.failures,
    }


def _delay_ms(track: Track, mixer: Mixer, waits: Waits) -> dict[str, float]:
    """From a latent that changes to the loudspeaker, at most; smoothing comes on top."""
    limiter_s = mixer.limiter.delay_samples / mixer.sample_rate
    ahead_s = (waits.block_samples + waits.ahead_samples) / mixer.sample_rate
    return {
        "model": track.delay_s * 1e3,
        "buffering": (track.frame_s + limiter_s + ahead_s) * 1e3,
        "transport": waits.transport_ms,
    }
