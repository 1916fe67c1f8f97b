"""Patches of a voice in a folder, and those that come with the package."""

from __future__ import annotations

import json

import pytest

from tests.exports.pd import listening, running
from tests.exports.test_pd_patches import told
from tests.exports.world import WORDS, drawn_surrogate
from timbrespace.errors import TimbrespaceError
from timbrespace.exports import patching
from timbrespace.exports.inlets import inlets
from timbrespace.exports.ports import Ports
from timbrespace.spaces.playing.opening import open_voice
from timbrespace.surrogates.opening import SHIPPED, open_surrogate


@pytest.mark.parametrize("to", ["pd", "max"])
def test_both_patches_are_written_and_name_the_file(tmp_path, voice, surrogate, to):
    paths = patching.write(tmp_path / "patches", to, voice, surrogate)
    ending = patching.ENDINGS[to]
    assert [path.name for path in paths] == ["timbrespace-osc" + ending, "timbrespace-nn" + ending]
    assert "stream-tiny.ts play 2048" in paths[1].read_text(encoding="utf-8")
    assert patching.patches(to, voice, inlets(surrogate)) == {
        path.name: path.read_text(encoding="utf-8") for path in paths
    }


def test_the_buffer_holds_a_frame(voice, surrogate):
    class Slow:
        id, hop, dims, channels = voice.id, 3_000, voice.dims, 1

    made = patching.patches("pd", Slow(), inlets(surrogate))
    assert "play 4096" in made["timbrespace-nn.pd"]


def test_a_voice_without_words_is_told(tmp_path, voice):
    mute = drawn_surrogate(voice.dims, words=(WORDS[2],))
    with pytest.raises(TimbrespaceError, match="None of the words"):
        patching.write(tmp_path, "pd", voice, mute)
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def bells():
    voice = open_voice("stream:bells")
    return voice, open_surrogate(SHIPPED / "bells")


@pytest.mark.parametrize("to", ["pd", "max"])
def test_what_ships_is_what_the_code_makes_of_the_shipped_voice(bells, to):
    voice, surrogate = bells
    for name, text in patching.patches(to, voice, inlets(surrogate)).items():
        shipped = (patching.SHIPPED / name).read_text(encoding="utf-8")
        assert shipped == text, "python -m timbrespace.exports.patching writes them anew"


def test_the_shipped_patch_plays_in_pd(tmp_path, bells):
    """As it ships, but on a port that is free here."""
    text = (patching.SHIPPED / "timbrespace-osc.pd").read_text(encoding="utf-8")
    word = inlets(bells[1])[0]
    with listening() as engine:
        ports = Ports(engine=engine.getsockname()[1], patch=0)
        assert "connect 127.0.0.1 9000;" in text and "netreceive -u -b 9001;" in text
        moved = text.replace("127.0.0.1 9000;", f"127.0.0.1 {ports.engine};")
        path = tmp_path / "osc.pd"
        path.write_text(moved.replace("-b 9001;", "-b 0;"), encoding="utf-8")
        with running(path, send=(f"ts-{word.name} {word.start:.3f}",)):
            heard = engine.recv(1_000)
    assert heard == told(f"/timbrespace/word/{word.name}", round(word.start, 3))


def test_the_shipped_patches_for_max_are_json():
    for path in sorted(patching.SHIPPED.glob("*.maxpat")):
        assert json.loads(path.read_text(encoding="utf-8"))["patcher"]["boxes"]
