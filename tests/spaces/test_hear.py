"""A model of our own in the HEAR interface is a space like any other."""

from __future__ import annotations

import sys
import textwrap

import numpy as np
import pytest
import soundfile

import timbrespace.api
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces import registry

torch = pytest.importorskip("torch")

TOY = """
    import pathlib

    import torch

    class Model(torch.nn.Module):
        sample_rate = 8_000
        scene_embedding_size = 3
        timestamp_embedding_size = 2

        def __init__(self, scale):
            super().__init__()
            self.scale = torch.nn.Parameter(torch.tensor(scale))

    def load_model(path=""):
        return Model(float(pathlib.Path(path).read_text()) if path else 1.0)

    def get_scene_embeddings(audio, model):
        assert not torch.is_grad_enabled() and audio.dtype == torch.float32
        stats = [audio.mean(1), audio.std(1), audio.abs().amax(1)]
        return model.scale * torch.stack(stats, dim=1)

    def get_timestamp_embeddings(audio, model):
        frames = audio.unfold(1, 800, 400)
        times = torch.arange(frames.shape[1])[None] * 50.0
        return torch.stack([frames.mean(2), frames.std(2)], dim=2), times
"""


@pytest.fixture
def module(tmp_path, monkeypatch):
    def write(name="toyhear", text=TOY):
        (tmp_path / f"{name}.py").write_text(textwrap.dedent(text))
        sys.modules.pop(name, None)
        return name

    monkeypatch.syspath_prepend(tmp_path)
    yield write
    for name in ("toyhear", "brokenhear"):
        sys.modules.pop(name, None)


@pytest.fixture
def noise():
    return np.random.default_rng(0).uniform(-0.5, 0.5, 8_000).astype(np.float32)


def heard(encoder, samples, block=1000):
    stream = encoder.open_stream(8_000)
    for start in range(0, len(samples), block):
        stream.push(samples[None, start : start + block])
    return stream.finish()


def test_scenes_and_timestamps_come_from_one_model(module, noise):
    name = module()
    encoder = registry.open_encoder([f"hear:{name}", f"hear:{name}:flat"])
    assert [r.id for r in encoder.records] == [f"hear:{name}", f"hear:{name}:flat"]
    assert [r.framed for r in encoder.records] == [False, True]
    assert [len(r.dims) for r in encoder.records] == [3, 2]
    scene, frames = heard(encoder, noise)
    expected = [noise.mean(), noise.std(ddof=1), np.abs(noise).max()]
    np.testing.assert_allclose(scene, expected, rtol=1e-4, atol=1e-6)
    assert frames.shape == (19, 2) and frames.dtype == np.float32


def test_blocks_do_not_matter(module, noise):
    encoder = registry.open_encoder(f"hear:{module()}")
    (one,), (many,) = heard(encoder, noise, 8_000), heard(encoder, noise, 77)
    assert np.array_equal(one, many)


def test_other_weights_are_another_model(module, tmp_path):
    (tmp_path / "w.txt").write_text("2.0")
    name = module()
    one, two = (
        registry.open_encoder(f"hear:{name}", weights=w) for w in (None, tmp_path / "w.txt")
    )
    assert one.records[0].model_hash != two.records[0].model_hash
    assert one.records[0].model_hash == registry.open_encoder(f"hear:{name}").records[0].model_hash


def test_a_folder_is_encoded_at_the_models_rate(module, tmp_path):
    folder = tmp_path / "takes"
    folder.mkdir()
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(32_000) / 16_000)
    soundfile.write(folder / "a.wav", np.stack([tone, tone], 1), 16_000)
    name = module()
    made = timbrespace.api.encode(folder, space=f"hear:{name}", atlas=tmp_path / "a.atlas")
    row = made.pooled(f"hear:{name}")[0]
    assert row[1] == pytest.approx(0.5 / np.sqrt(2), rel=0.02)
    assert made.space("hear:toyhear") == f"hear:{name}"


def test_what_is_missing_is_named(module):
    with pytest.raises(TimbrespaceError, match="no Python module 'nosuchhear'"):
        registry.open_encoder("hear:nosuchhear")
    with pytest.raises(TimbrespaceError, match="lacks get_timestamp_embeddings"):
        text = "def load_model(p=''): ...\ndef get_scene_embeddings(a, m): ..."
        registry.open_encoder(f"hear:{module('brokenhear', text)}")
    with pytest.raises(TimbrespaceError, match="no space 'hear'"):
        registry.open_encoder("hear")


def test_two_models_are_two_encodings(module):
    name = module()
    with pytest.raises(TimbrespaceError, match="different models"):
        registry.open_encoder([f"hear:{name}", "hear:other"])


def test_a_model_that_gives_another_shape_is_found_out(module, noise):
    wrong = TOY.replace("scene_embedding_size = 3", "scene_embedding_size = 4")
    encoder = registry.open_encoder(f"hear:{module(text=wrong)}")
    with pytest.raises(TimbrespaceError, match="scene embeddings of 4 dims"):
        heard(encoder, noise)
