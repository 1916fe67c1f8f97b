"""The folder of graphs plays by its own README, in a process that has only ONNX Runtime."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from tests.exports.test_nn_tilde import wandering
from timbrespace.errors import TimbrespaceError
from timbrespace.exports import onnx_folder
from timbrespace.exports.inlets import home, inlets


@pytest.fixture(scope="module")
def folder(tmp_path_factory, stream_space, voice, surrogate):
    out = tmp_path_factory.mktemp("onnx") / "tiny"
    made = onnx_folder.write(out, voice, surrogate, stream_space[0])
    assert made == ("encoder.onnx", "decoder.onnx", "predict.onnx", "guess.onnx")
    return out


def told(folder) -> str:
    """The code of its README."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    return "\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))


def run(folder, more: str) -> None:
    """The README's code and some more, in a fresh process that knows nothing of timbrespace."""
    alone = "\nimport sys\nassert not [m for m in sys.modules if m.startswith('timbrespace')]\n"
    done = subprocess.run(
        [sys.executable, "-P", "-W", "error", "-c", told(folder) + more + alone],
        cwd=folder, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_its_readme_gives_our_samples_and_our_guess(folder, voice, surrogate, tmp_path):
    z = wandering(voice, 24)
    np.save(tmp_path / "z.npy", z)
    run(
        folder,
        f"""
z = np.load({str(tmp_path / "z.npy")!r})
first, state_ = decode(z[:5])
second, state_ = decode(z[5:], state_)
found = latents_for({{"brightness": 50.0, "pitch_hz": 440.0}}, z[3])
heard = predict.run(["words", "spread"], {{"latents": z}})
np.savez({str(tmp_path / "out.npz")!r}, sound=np.concatenate([first, second]), found=found,
         heard=heard[0], spread=heard[1], played=sound)
""",
    )
    out = np.load(tmp_path / "out.npz")
    assert np.abs(out["sound"] - voice.open_player().push(z)[0]).max() < 1e-5
    ours = surrogate.guess({"brightness": 50.0, "pitch_hz": 440.0}, z[3].astype(float))
    assert out["found"] == pytest.approx(ours, abs=1e-4)
    words, spread = surrogate.predict(z.astype(float))
    assert out["heard"] == pytest.approx(words, rel=1e-4, abs=1e-4)
    assert out["spread"] == pytest.approx(spread, rel=1e-4, abs=1e-4)
    assert out["played"].shape == (400 * voice.hop,) and np.abs(out["played"]).max() > 1e-4


def test_the_facts_say_what_is_there(folder, voice, surrogate):
    about = json.loads((folder / "voice.json").read_text(encoding="utf-8"))
    assert about["graphs"]["decoder.onnx"]["inputs"]["latents_in"][1] == len(voice.dims)
    assert about["graphs"]["guess.onnx"]["inputs"]["near"] == ["n", len(voice.dims)]
    assert about["home"] == pytest.approx(home(surrogate), abs=1e-5)
    assert [word["name"] for word in about["words"]] == list(surrogate.names)
    askable = [word["name"] for word in about["words"] if not word["problem"]]
    assert askable == [inlet.name for inlet in inlets(surrogate)]


def test_it_replaces_its_own_kind_and_nothing_else(
    folder, voice, surrogate, stream_space, tmp_path
):
    out = tmp_path / "out"
    onnx_folder.write(out, voice, None, stream_space[0])
    assert sorted(path.name for path in out.iterdir()) == [
        "README.md", "decoder.onnx", "encoder.onnx", "voice.json",
    ]  # fmt: skip
    onnx_folder.write(out, voice, surrogate, None)
    assert not (out / "decoder.onnx").exists() and (out / "guess.onnx").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("all of it", encoding="utf-8")
    with pytest.raises(TimbrespaceError, match="not written by this command"):
        onnx_folder.write(tmp_path / "mine", voice, surrogate, None)


def test_nothing_to_export_is_said(voice, tmp_path):
    with pytest.raises(TimbrespaceError, match="nothing to export"):
        onnx_folder.write(tmp_path / "out", voice, None, None)
    assert not (tmp_path / "out").exists()


def test_a_hifigan_voice_plays_by_its_readme(tmp_path):
    from tests.exports.world import drawn_surrogate
    from tests.spaces.playing.hifigan.world import made

    pytest.importorskip("torch")
    voice = made(tmp_path)
    words = drawn_surrogate(voice.dims, voice.id, voice_hash=voice.model_hash)
    folder = tmp_path / "exported"
    assert onnx_folder.write(folder, voice, words, None)[0] == "decoder.onnx"
    z = wandering(voice, 80)
    z[:8] -= 30.0  # Quieter than silence, which is where the mel frames end.
    np.save(tmp_path / "z.npy", z)
    run(
        folder,
        f"""
z = np.load({str(tmp_path / "z.npy")!r})
first, state_ = decode(z[:5])
second, state_ = decode(z[5:], state_)
np.savez({str(tmp_path / "out.npz")!r}, sound=np.concatenate([first, second]), played=sound)
""",
    )
    out = np.load(tmp_path / "out.npz")
    ours = voice.open_player().push(z)[0]
    assert np.abs(ours).max() > 1e-4 and np.abs(out["sound"] - ours).max() < 1e-5
    assert out["played"].shape == (400 * voice.hop,)
    assert not (folder / "encoder.onnx").exists()
    # In the place of such a folder, another voice leaves nothing of it.
    onnx_folder.write(folder, other(voice), words, None)
    assert not (folder / onnx_folder.SILENCE).exists()


def other(voice):
    """The same facts, and no HiFi-GAN."""
    names = (
        "id",
        "title",
        "sample_rate",
        "hop",
        "channels",
        "delay_samples",
        "model_hash",
        "dims",
    )
    return SimpleNamespace(**{name: getattr(voice, name) for name in names})
