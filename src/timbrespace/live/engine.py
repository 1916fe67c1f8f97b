"""The engine: messages from anywhere go in, sound comes out, and it never stops for good."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from timbrespace.errors import TimbrespaceError
from timbrespace.live.desk import Desk
from timbrespace.live.history import Stand
from timbrespace.live.messages import Message, checked
from timbrespace.live.mixer import MOST, Command, Mixer
from timbrespace.live.stage import Stage, plain
from timbrespace.live.track import Track
from timbrespace.spaces.base import Audio
from timbrespace.spaces.voice import Voice
from timbrespace.surrogates.base import Surrogate

#: From the id of a voice to it and its surrogate; may take seconds, and raise.
Opener = Callable[[str], tuple[Voice, Surrogate | None]]


class Engine:
    """Plays a voice by its words and its latents.

    :meth:`apply` and :meth:`snapshot` may be called from any thread, :meth:`render` from one.
    What takes long (finding latents for words, opening voices) happens on threads of its own.

    Args:
        voice: What sounds first.
        surrogate: Its words; None: it is played by latents only.
        sample_rate: Of the output, in Hz.
        block: Samples that :meth:`render` is usually asked for; for the delay that is told.
        channels: Of the output.
        opener: Opens voices for ``{"do": "voice"}``.
        voices: What the faces offer: ``[{"id", "title", "problem"}]``.
        inline: Work out each message at once, on the thread that brings it: for rendering to
            files, where the same script has to give the same samples.

    Example:
        >>> import numpy as np
        >>> from timbrespace.spaces.playing.opening import open_voice
        >>> with Engine(open_voice("stream:bells"), inline=True) as engine:
        ...     engine.apply({"do": "play"})
        ...     out = np.zeros((2, 4_800), np.float32)
        ...     engine.render(out)
        >>> bool(np.abs(out).max() > 0.001)
        True
    """

    def __init__(
        self,
        voice: Voice,
        surrogate: Surrogate | None = None,
        *,
        sample_rate: int = 48_000,
        block: int = 512,
        channels: int = 2,
        opener: Opener | None = None,
        voices: Sequence[dict[str, Any]] = (),
        inline: bool = False,
    ) -> None:
        self.sample_rate, self.block, self.channels = sample_rate, block, channels
        self._opener, self._voices, self._inline = opener, list(voices), inline
        stage = Stage(voice, surrogate)
        self._mixer = Mixer(self._track(stage, stage.start, 30.0), sample_rate, channels)
        self._desk = Desk(stage, sample_rate, self._mixer.post)
        self._notices: deque[str] = deque(maxlen=5)
        self._underruns = {"output": 0, "page": 0}
        self._transport_ms, self._ahead_samples = 0.0, 0
        self._opening = ""
        self._load = 0.0
        self._inbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._worker: threading.Thread | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def surrogate(self) -> Surrogate | None:
        """The words of the voice that is played now; None where it has none."""
        return self._desk.stage.surrogate

    def close(self) -> None:
        """End the threads; what is being recorded is written."""
        worker, self._worker = self._worker, None
        if worker is not None:
            self._inbox.put(None)
            worker.join(5.0)

    def apply(self, message: dict[str, Any]) -> None:
        """Do what a control says; returns at once.

        Args:
            message: ``{"do": ...}``; docs/live.md has all of them.

        Raises:
            TimbrespaceError: It makes no sense; nothing has changed then.
        """
        known = checked(message)
        self._desk.check(known)
        if known["do"] == "heard":
            self._underruns["page"] = int(known["underruns"])
            self._transport_ms = known["buffered"] / self.sample_rate * 1e3
        elif known["do"] == "voice" and self._opener is None:
            raise TimbrespaceError("This engine has one voice.", "Start another with the other.")
        elif self._inline:
            with self._lock:
                self._do([known], strict=True)
        else:
            self._inbox.put(known)
            self._start_worker()

    def render(self, out: Audio) -> None:
        """Fill ``(channels, n)`` float32 with the next samples; any ``n``, never raises."""
        began_s = time.perf_counter()
        try:
            self._mixer.render(out)
        except Exception as error:  # whatever it is: the sound goes on
            out.fill(0.0)
            self._notice(f"A block was lost ({error}).")
        spent_s = time.perf_counter() - began_s
        if out.shape[1]:
            self._load += 0.05 * (spent_s * self.sample_rate / out.shape[1] - self._load)

    def count_underruns(self, n: int = 1) -> None:
        """An output had no samples in time, ``n`` times more."""
        self._underruns["output"] += n

    def set_transport(self, transport_ms: float, ahead_samples: int = 0) -> None:
        """What an output says: its own delay, and samples that are rendered ahead of it."""
        self._transport_ms, self._ahead_samples = transport_ms, ahead_samples

    def snapshot(self) -> dict[str, Any]:
        """All that a face shows, as plain data."""
        desk, mixer = self._desk, self._mixer
        track, stage, stand = mixer.track, desk.stage, desk.stand
        latents = track.latents.copy()
        same = len(latents) == len(stage.dims)
        words = stage.predicted(latents if same else stand.latents)
        for word in words:
            word["wanted"] = stand.words.get(word["name"])
            word["reached"] = stand.reached.get(word["name"], True)
        voice = stage.voice
        return {
            "voice": {
                "id": voice.id,
                "title": voice.title,
                "sample_rate": voice.sample_rate,
                "hop": voice.hop,
                "channels": voice.channels,
                "dims": [
                    {"name": d.name, "unit": d.unit, "low": plain(d.low), "high": plain(d.high)}
                    for d in voice.dims
                ],
                "problem": track.guard.problem,
                "failures": track.guard.failures,
            },
            "words": words,
            "latents": [float(x) for x in latents],
            "targets": [float(x) for x in stand.latents],
            "playing": desk.playing,
            "gain_db": desk.gain_db,
            "smooth_ms": desk.smooth_ms,
            "meters": {
                "peak_db": mixer.meters.peak_db,
                "rms_db": mixer.meters.rms_db,
                "limiting_db": mixer.limiter.gain_db,
            },
            "underruns": sum(self._underruns.values()),
            "load": self._load,
            "delay_ms": self._delay_ms(track),
            "position": mixer.position,
            "told": [list(each) for each in list(mixer.told)],
            "recording": False,
            "undo": desk.history.can_undo,
            "redo": desk.history.can_redo,
            "slots": sorted(desk.slots),
            "voices": self._voices,
            "opening": self._opening,
            "notices": list(self._notices),
        }

    def _delay_ms(self, track: Track) -> dict[str, float]:
        limiter_s = self._mixer.limiter.delay_samples / self.sample_rate
        ahead_s = (self.block + self._ahead_samples) / self.sample_rate
        return {
            "model": track.delay_s * 1e3,
            "buffering": (track.frame_s + limiter_s + ahead_s) * 1e3,
            "transport": self._transport_ms,
        }

    def _track(self, stage: Stage, stand: Stand, smooth_ms: float) -> Track:
        return Track(
            stage.voice,
            stand.latents,
            sample_rate=self.sample_rate,
            channels=self.channels,
            most=MOST,
            smooth_ms=smooth_ms,
        )

    def _start_worker(self) -> None:
        if self._worker is None:
            with self._lock:
                if self._worker is None:
                    self._worker = threading.Thread(
                        target=self._work, name="engine-control", daemon=True
                    )
                    self._worker.start()

    def _work(self) -> None:
        """Messages as they come; those that have piled up go together."""
        while True:
            batch = [self._inbox.get()]
            while not self._inbox.empty():
                batch.append(self._inbox.get())
            messages = [each for each in batch if each is not None]
            self._do(messages, strict=False)
            if len(messages) < len(batch):
                return

    def _do(self, messages: list[Message], strict: bool) -> None:
        try:
            for message in messages:
                if message["do"] == "voice":
                    self._swap(message)
            self._desk.handle([each for each in messages if each["do"] != "voice"])
        except TimbrespaceError as error:
            if strict:
                raise
            self._notice(str(error))

    def _swap(self, message: Message) -> None:
        assert self._opener is not None
        voice, surrogate = self._opener(message["id"])
        stage = Stage(voice, surrogate)
        stand, said = stage.adopt(self._desk.stand, self._desk.stage)
        track = self._track(stage, stand, self._desk.smooth_ms)
        self._desk.settle(stage, stand)
        self._mixer.post(Command("swap", track))
        self._notice(f"{voice.title}: {said}")

    def _notice(self, text: str) -> None:
        self._notices.append(text)
