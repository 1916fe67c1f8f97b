"""Every kind that ships: its loss falls, it ends in a folder, and that opens without PyTorch."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("lightning")

from timbrespace.audio.write import write_wav  # noqa: E402
from timbrespace.spaces.trained.opening import open_space  # noqa: E402
from timbrespace.train.config import resolve  # noqa: E402
from timbrespace.train.finish import write_space  # noqa: E402
from timbrespace.train.fit import fit  # noqa: E402
from timbrespace.train.kinds import kind_named  # noqa: E402
from timbrespace.train.sounds import gather  # noqa: E402
from timbrespace.train.sources import corpus_of  # noqa: E402

from ..stream_world import RATE_HZ, notes  # noqa: E402
from ..stream_world import TINY as STREAM  # noqa: E402
from .spectrogram.tiny import TINY as SPECTROGRAM  # noqa: E402
from .waveform.tiny import RESIDUAL  # noqa: E402
from .world import MACHINE, write_sounds  # noqa: E402

SETTINGS = {
    "waveform": (asdict(RESIDUAL), 8_000),
    "spectrogram": (asdict(SPECTROGRAM), 8_000),
    "stream": (STREAM | {"segment_frames": 24}, RATE_HZ),
}
FIT = {"segments_per_epoch": 16, "batch_size": 4, "epochs": 3, "preview_every": 0}


@pytest.fixture(scope="module", params=SETTINGS, ids=str)
def made(request, tmp_path_factory):
    """Kind, its model after a short training, and its space on disk."""
    changes, rate = SETTINGS[request.param]
    sounds_folder = tmp_path_factory.mktemp("sounds")
    if rate == RATE_HZ:
        for i, note in enumerate(notes(8, RATE_HZ // 4)):
            write_wav(sounds_folder / f"{i}.wav", note, RATE_HZ)
    else:
        write_sounds(sounds_folder, 8)
    kind = kind_named(request.param)
    settings = resolve(kind, changes=changes | FIT)
    folder = tmp_path_factory.mktemp("space") / "tiny.space"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMBRESPACE_CACHE", str(tmp_path_factory.mktemp("cache")))
        model = kind.build(settings.model)
        sounds = gather(corpus_of(sounds_folder), model.sample_rate, model.segment)
        fitted = fit(kind, settings, sounds, folder.parent / "run", machine=MACHINE)
        write_space(fitted, kind, settings, sounds, folder, name="tiny", seed=0, run="r",
                    run_folder=folder.parent / "run")  # fmt: skip
    return fitted, folder, sounds


def test_the_loss_falls(made):
    fitted, _, _ = made
    losses = [row["train/loss"] for row in fitted.standing.history]
    assert losses[-1] < losses[0]


def test_the_folder_opens_and_a_round_trip_keeps_the_length(made):
    fitted, folder, sounds = made
    space = open_space(folder)
    audio = sounds.test[0].read()[None]
    latents = space.encode(audio, space.sample_rate)
    sound = space.decode(latents)
    assert latents.ndim == 2 and latents.shape[1] == len(space.dims)
    assert sound.shape[0] == 1 and sound.shape[1] >= audio.shape[1]
    assert np.isfinite(latents).all() and np.isfinite(sound).all()
    assert np.array_equal(latents, space.encode(audio, space.sample_rate))
    assert space.delay_samples == fitted.model.delay_samples


def test_onnx_hears_what_pytorch_hears(made):
    fitted, folder, sounds = made
    segment = sounds.train[0].read(0, fitted.model.segment)[None]
    latents = open_space(folder).encode(segment, fitted.model.sample_rate)
    with torch.no_grad():
        wanted = fitted.model.encode(torch.from_numpy(segment)[None])[0].numpy()
    n = min(len(latents), len(wanted))
    assert n and np.abs(latents[:n] - wanted[:n]).max() < 1e-4 * max(1.0, np.abs(wanted).max())
