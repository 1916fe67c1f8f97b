"""Pd and the engine play together: the addresses of both are the same ones."""

from __future__ import annotations

import time

import pytest

from tests.exports.pd import free_port, running
from timbrespace.exports.inlets import inlets
from timbrespace.exports.pd_file import PdPatch
from timbrespace.exports.pd_patches import osc_patch
from timbrespace.exports.ports import Ports

pytest.importorskip("pythonosc")

from timbrespace.live.engine import Engine
from timbrespace.live.osc import OscPort, OscTeller


def soon(check):
    until = time.monotonic() + 10
    while not check() and time.monotonic() < until:
        time.sleep(0.01)
    return check()


def test_a_slider_in_pd_moves_the_engine_which_says_how_it_sounds(tmp_path, voice, surrogate):
    words = inlets(surrogate)
    path, watcher = tmp_path / "osc.pd", tmp_path / "watch.pd"
    watch = PdPatch(300, 200)
    watch.chain(watch.object(10, 10, "r ts-now-brightness"), watch.object(10, 40, "print now"))
    watcher.write_text(watch.text(), encoding="utf-8")
    with Engine(voice, surrogate) as engine, OscPort(engine, port=0) as port:
        ports = Ports(engine=port.port, patch=free_port())
        path.write_text(osc_patch(words, voice.dims, voice.id, ports), encoding="utf-8")
        # Latents first: whoever moves one by hand lets go of the words.
        send = ("ts-latent-2 0.5", "ts-brightness 45", "ts-pitch_hz 700", "ts-gain -12",
                "ts-play 1")  # fmt: skip
        with running(watcher, path, send=send) as pd:

            def wanted(name):
                return next(w["wanted"] for w in engine.snapshot()["words"] if w["name"] == name)

            assert soon(lambda: port.taken == len(send)), port.problem
            assert soon(lambda: engine.snapshot()["playing"])
            assert soon(lambda: engine.snapshot()["gain_db"] == pytest.approx(-12))
            assert soon(lambda: wanted("brightness") == 45 and wanted("pitch_hz") == 700)
            with OscTeller(engine, "127.0.0.1", ports.patch):
                assert pd.wait_for("^now: [-0-9]")
        assert port.refused == 0, port.problem


def test_every_address_of_the_patch_means_something_to_the_engine(voice, surrogate):
    from timbrespace.live.addresses import message_of
    from timbrespace.live.messages import checked

    text = osc_patch(inlets(surrogate), voice.dims, voice.id)
    told = {line.split("oscformat ")[1] for line in text.splitlines() if "oscformat" in line}
    assert len(told) == 3 + 2 * len(inlets(surrogate)) + len(voice.dims)
    for words in told:
        address = "/" + words.rstrip(";").replace(" ", "/")
        assert checked(message_of(address, [0.5], lambda kind, name: (0.0, 1.0)))
