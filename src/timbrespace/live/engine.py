"""The engine: messages from anywhere go in, sound comes out, and it never stops for good."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from timbrespace.live.control import Control, Opener
from timbrespace.live.desk import SMOOTH_MS, Desk
from timbrespace.live.messages import checked
from timbrespace.live.mixer import MOST, Mixer
from timbrespace.live.presets import Presets
from timbrespace.live.replay import By
from timbrespace.live.stage import Stage
from timbrespace.live.state import Waits, engine_state
from timbrespace.live.track import Track
from timbrespace.places import config_dir
from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.voice import Voice
from timbrespace.surrogates.base import Surrogate


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
        opener: Opens voices for ``{"do": "voice"}``; None: there is one voice.
        voices: What the faces offer: ``[{"id", "title", "problem"}]``.
        folder: Where performances are recorded to and replayed from.
        presets: Where presets are kept; default: with the user's settings.
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
        folder: Path | None = None,
        presets: Path | None = None,
        inline: bool = False,
    ) -> None:
        self.sample_rate, self.block, self.channels = sample_rate, block, channels
        self._voices = list(voices)
        stage = Stage(voice, surrogate)
        self._mixer = Mixer(
            self._track(stage, stage.start.latents, SMOOTH_MS), sample_rate, channels
        )
        self._control = Control(
            Desk(stage, sample_rate, self._mixer.post),
            self._mixer,
            self._track,
            opener=opener,
            folder=folder,
            presets=Presets(presets or config_dir() / "presets"),
            inline=inline,
        )
        self._waits = Waits(block_samples=block)
        self._lost = False

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the threads; what is being recorded is written."""
        self._control.close()

    def apply(self, message: dict[str, Any]) -> None:
        """Do what a control says; returns at once, but for ``inline``.

        Args:
            message: ``{"do": ...}``; docs/live.md has all of them.

        Raises:
            TimbrespaceError: It makes no sense; nothing has changed then.
        """
        known = checked(message)
        if known["do"] == "heard":
            self._waits.page_underruns = int(known["underruns"])
            self._waits.transport_ms = known["buffered"] / self.sample_rate * 1e3
        else:
            self._control.take(known)

    def render(self, out: Audio) -> None:
        """Fill ``(channels, n)`` float32 with the next samples; any ``n``, never raises."""
        began_s = time.perf_counter()
        try:
            self._mixer.render(out)
        except Exception as error:  # whatever it is: the sound goes on
            out.fill(0.0)
            if not self._lost:
                self._control.notices.add(f"A block was lost ({error}).")
            self._lost = True
        else:
            self._lost = False
        self._waits.note_block(time.perf_counter() - began_s, out.shape[1] / self.sample_rate)

    def count_underruns(self, n: int = 1) -> None:
        """An output had no samples in time, ``n`` times more."""
        self._waits.underruns += n

    def take_back(self, most: int) -> int:
        """A voice remembers what it said: nothing of the ``most`` samples ahead is taken back."""
        return 0

    def set_transport(self, transport_ms: float, ahead_samples: int = 0) -> None:
        """What an output says: its own delay, and samples that are rendered ahead of it."""
        self._waits.transport_ms, self._waits.ahead_samples = transport_ms, ahead_samples

    def replay(self, path: str | Path, by: By = "latents") -> None:
        """Play a trajectory again, from any file; the message can name those of the folder only.

        Args:
            path: A Parquet file that was recorded.
            by: ``"latents"``, or ``"words"`` where this voice has those that were held.

        Raises:
            TimbrespaceError: It holds no trajectory, or this voice can't play it.
        """
        self._control.replay_file(Path(path), by)

    @property
    def surrogate(self) -> Surrogate | None:
        """The words of the voice that is played now; None where it has none."""
        return self._control.desk.stage.surrogate

    def at(self, kind: str, name: int | str, share: float) -> float:
        """The value of a ``word`` or a ``latent`` at a share in 0..1 of what it reaches.

        Words in Hz go by octaves (:meth:`timbrespace.surrogates.base.Word.at`).

        Raises:
            TimbrespaceError: There is none of that name.
        """
        stage = self._control.desk.stage
        if kind == "word":
            return float(stage.word(name if isinstance(name, str) else str(name)).at(share))
        low, high = stage.usual.range_of(stage.dim(name))
        return low + share * (high - low)

    def snapshot(self) -> dict[str, Any]:
        """All that a face shows, as plain data; docs/live.md has its fields."""
        return engine_state(self._control, self._mixer, self._waits) | {"voices": self._voices}

    def _track(self, stage: Stage, latents: Latents, smooth_ms: float) -> Track:
        return Track(
            stage.voice,
            latents,
            sample_rate=self.sample_rate,
            channels=self.channels,
            most=MOST,
            smooth_ms=smooth_ms,
        )
