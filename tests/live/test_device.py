"""Through a sound device: where there is none, the error says what to do."""

from __future__ import annotations

import threading
import types

import numpy as np
import pytest

from tests.live.world import ToneVoice
from timbrespace.errors import TimbrespaceError
from timbrespace.live import device
from timbrespace.live.engine import Engine


class FakePortAudio:
    """Asks for a few blocks as soon as it is opened."""

    class PortAudioError(Exception):
        """As theirs."""

    def __init__(self, fails=False):
        self.fails = fails
        self.heard = []

    def OutputStream(self, *, callback, blocksize, channels, **_):
        if self.fails:
            raise self.PortAudioError("Error querying device -1")
        sound = self

        class Stream:
            latency = 0.012

            def __enter__(self):
                for underflow in (False, True, False):
                    out = np.zeros((blocksize, channels), np.float32)
                    status = types.SimpleNamespace(output_underflow=underflow)
                    callback(out, blocksize, None, status)
                    sound.heard.append(out)

            def __exit__(self, *_):
                pass

        return Stream()


def test_no_device_is_said_with_what_to_do(monkeypatch):
    monkeypatch.setattr(device, "_portaudio", lambda: FakePortAudio(fails=True))
    with pytest.raises(TimbrespaceError, match="no sound device.*--page.*--out"):
        device.play_on_device(Engine(ToneVoice()), threading.Event())


def test_it_sounds_and_tells_its_delay_and_under_runs(monkeypatch):
    fake = FakePortAudio()
    monkeypatch.setattr(device, "_portaudio", lambda: fake)
    engine, until = Engine(ToneVoice(), inline=True), threading.Event()
    engine.apply({"do": "play"})
    device.play_on_device(engine, until, watch=until.set, ahead_blocks=4)
    assert np.abs(np.concatenate(fake.heard)).max() > 0.05
    state = engine.snapshot()
    assert state["underruns"] == 1
    assert state["delay_ms"]["transport"] == pytest.approx(12)
    assert state["delay_ms"]["buffering"] > 4 * 512 / 48
