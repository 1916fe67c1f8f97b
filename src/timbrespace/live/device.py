"""Out through a sound device, by PortAudio; needs the extra ``live``."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.live.ahead import AHEAD_BLOCKS, Ahead
from timbrespace.live.engine import Engine
from timbrespace.live.realtime import in_real_time

_WATCH_S = 0.5
_REMEDY = (
    "List the devices with 'python -m sounddevice' and name one with --device, "
    "play in the page instead (--page), or write a file (--out)."
)


def play_on_device(
    engine: Engine,
    until: threading.Event,
    *,
    watch: Callable[[], None] = lambda: None,
    device: str | int | None = None,
    ahead_blocks: int = AHEAD_BLOCKS,
) -> None:
    """Let an engine sound until an event is set.

    Args:
        engine: Who plays; it is rendered by a thread of this function.
        until: Ends it.
        watch: Called about twice a second.
        device: Number or part of the name; default: the system's own.
        ahead_blocks: Blocks that are ready before they are needed.

    Raises:
        TimbrespaceError: There is no such device, or it can't play at the engine's rate.
        MissingExtra: sounddevice is not installed.
    """
    sounddevice = _portaudio()
    with in_real_time(), Ahead(engine, ahead_blocks) as ahead:

        def callback(outdata: Any, frames: int, time: Any, status: Any) -> None:
            if status.output_underflow:
                engine.count_underruns()
            ahead.pull(outdata.T)

        try:
            stream = sounddevice.OutputStream(
                samplerate=engine.sample_rate,
                blocksize=engine.block,
                channels=engine.channels,
                dtype="float32",
                device=device,
                callback=callback,
            )
        except (sounddevice.PortAudioError, ValueError) as error:
            name = "There is no sound device" if device is None else f"No sound device {device!r}"
            raise TimbrespaceError(f"{name} that can be opened ({error}).", _REMEDY) from error
        with stream:
            engine.set_transport(float(stream.latency) * 1e3, ahead_blocks * engine.block)
            while not until.wait(_WATCH_S):
                watch()


def _portaudio() -> Any:
    try:
        import sounddevice
    except ModuleNotFoundError:
        raise MissingExtra("playing through a sound device", "live") from None
    except OSError as error:  # the package is there, the library is not
        raise TimbrespaceError(
            f"The library PortAudio can't be loaded ({error}).",
            "Install it (Debian: apt install libportaudio2), or play in the page (--page).",
        ) from error
    return sounddevice
