"""From sounds to a folder that opens and plays; a stopped training ends in the same weights."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("lightning")

from timbrespace.api.training import train  # noqa: E402
from timbrespace.errors import Cancelled  # noqa: E402
from timbrespace.spaces.trained import folder as folders  # noqa: E402
from timbrespace.spaces.trained.opening import open_space  # noqa: E402
from timbrespace.train import sounds as all_sounds  # noqa: E402
from timbrespace.train.config import resolve  # noqa: E402
from timbrespace.train.fit import fit  # noqa: E402
from timbrespace.train.kinds import kinds  # noqa: E402
from timbrespace.train.sources import corpus_of  # noqa: E402
from timbrespace.train.wavenet.config import WavenetConfig  # noqa: E402
from timbrespace.train.wavenet.kind import KIND  # noqa: E402
from timbrespace.train.wavenet.model import WavenetModel  # noqa: E402
from timbrespace.train.wavenet.network import Network  # noqa: E402

from ..tones import tones  # noqa: E402
from ..world import MACHINE, write_sounds  # noqa: E402
from .test_cached import foretold, given  # noqa: E402
from .world import TINY  # noqa: E402

CHANGES = TINY | {"segments_per_epoch": 8, "epochs": 2, "preview_every": 0, "max_kl": 0.2}


def test_it_is_one_of_our_kinds():
    assert kinds()["wavenet"] is KIND


def test_it_trains_opens_and_plays(tone_folder, tmp_path):
    made = train("wavenet", tone_folder, tmp_path / "a.space", changes=CHANGES, machine=MACHINE,
                 measure=False)  # fmt: skip
    assert made.ended == "epochs" and len(made.facts.dims) == 4
    model = made.metrics["model"]
    assert model["linear_predictor_bits"] < model["unconditional_bits"] <= 8
    assert len(model["kl_nats_per_dim"]) == 4
    assert {"validation/nll", "validation/kl"} <= made.metrics["losses"].keys()
    names = folders.read_weights(made.folder)
    assert not any(name.startswith("learning") for name in names)
    space = open_space(made.folder)
    z = space.encode(np.zeros((1, 1_000), np.float32), 8_000)
    assert z.shape == (13, 4) and space.decode(z).shape == (1, 1_040)


def test_a_stopped_training_goes_on_with_its_average(tone_folder, tmp_path):
    settings = resolve(KIND, changes=CHANGES)
    sounds = all_sounds.gather(corpus_of(tone_folder), 8_000, settings.model.segment)

    def fitted(folder, **limits):
        return fit(KIND, settings, sounds, tmp_path / folder, machine=MACHINE, **limits)

    whole = fitted("whole").model.state_dict()
    # Four steps are an epoch; the rate falls over all that was asked for.
    with pytest.raises(Cancelled):
        fitted("parts", on_epoch=_stop)
    parts = fitted("parts").model.state_dict()
    assert whole.keys() == parts.keys()
    assert all(torch.equal(whole[name], parts[name]) for name in whole)


@pytest.fixture(scope="module")
def at_22050_hz(tmp_path_factory):
    """A space of the smallest preset at 22,050 Hz, from sounds of twice that rate."""
    folder = tmp_path_factory.mktemp("22050")
    quick = {"sample_rate": 22_050, "window_frames": 4, "segments_per_epoch": 8,
             "epochs": 1, "preview_every": 0}  # fmt: skip
    sounds = write_sounds(folder / "sounds", 6, rate=44_100)
    return train("wavenet", sounds, folder / "a.space", preset="tiny", changes=quick,
                 machine=MACHINE, measure=False)  # fmt: skip


@pytest.mark.parametrize("given_hz", [22_050, 44_100])
def test_at_22050_hz_latents_come_every_440_samples(at_22050_hz, given_hz):
    assert at_22050_hz.facts.training["steps"] == 4
    space = open_space(at_22050_hz.folder)
    assert (space.sample_rate, space.hop, len(space.dims)) == (22_050, 440, 16)
    assert space.sample_rate / space.hop == pytest.approx(50, rel=0.003)
    config = WavenetConfig(**at_22050_hz.facts.model)
    (tone,) = tones(1, given_hz, given_hz)
    # Features come twice a frame of latents, and a second is filled up to whole frames.
    n_frames = -(-22_050 // 440)
    features = WavenetModel(config).features(torch.zeros(1, n_frames * 440))
    assert features.shape[-2:] == (39, 2 * n_frames)
    latents = space.encode(tone.reshape(1, -1), given_hz)
    assert latents.shape == (n_frames, 16)
    assert np.ptp(latents, axis=0).min() > 0
    sound = space.decode(latents)
    assert sound.shape == (1, n_frames * 440)
    assert sound.std() > 0 and np.abs(sound).max() <= 1


def test_at_22050_hz_queues_foretell_what_the_full_network_does(at_22050_hz):
    config = WavenetConfig(**at_22050_hz.facts.model)
    learned = folders.read_weights(at_22050_hz.folder)
    prefix = "network."
    assert any(name.startswith(prefix) for name in learned)
    net = Network(config).eval()
    own = {name.removeprefix(prefix): torch.from_numpy(each)
           for name, each in learned.items() if name.startswith(prefix)}  # fmt: skip
    net.load_state_dict(own)
    z = torch.from_numpy(np.random.default_rng(0).normal(size=(2, 2, 16)).astype(np.float32))
    full, steps, fast = foretold(net, given(config)[:, : 2 * 440], z)
    assert full.shape[1] == 2 * 440 > config.receptive_field
    assert full.std(axis=1).max() > 0.01
    for made in (steps, fast):
        assert np.abs(made - full).max() <= 1e-5 * np.abs(full).max()


def _stop(epoch, loss):
    raise Cancelled
