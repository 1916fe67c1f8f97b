"""The runtime of the kind ``effects``: both objectives, from folders, without PyTorch."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.train.effects.tiny import STYLE, VAE  # noqa: E402
from tests.train.tones import tones  # noqa: E402
from timbrespace.errors import TimbrespaceError  # noqa: E402
from timbrespace.spaces.trained import folder as folders  # noqa: E402
from timbrespace.spaces.trained.effects import EffectedSpace, StyleSpace  # noqa: E402
from timbrespace.spaces.trained.opening import open_space  # noqa: E402
from timbrespace.train.config import plain  # noqa: E402
from timbrespace.train.effects.kind import KIND  # noqa: E402

SOUND = tones(1, 6_000, STYLE.sample_rate)[0]


@pytest.fixture(scope="module", params=[STYLE, VAE], ids=lambda config: config.objective)
def made(request, tmp_path_factory):
    """A model with weights drawn at random, and its folder."""
    torch.manual_seed(0)
    model = KIND.build(request.param).eval()
    clean = torch.from_numpy(tones(6, request.param.drawn, request.param.sample_rate))
    facts = folders.SpaceFacts(
        "effects", "tiny", model.sample_rate, model.hop, model.settle([clean]),
        model=plain(request.param), decodes=model.decodes,
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("spaces") / "tiny.space"
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    folders.write(folder, facts, weights, model.export, {})
    return model, folder


def test_the_objective_says_what_opens(made):
    model, folder = made
    space = open_space(folder)
    assert type(space) is (EffectedSpace if model.decodes else StyleSpace)
    assert (space.id, space.kind) == ("effects:tiny", "effects")


def test_onnx_hears_what_pytorch_hears(made):
    model, folder = made
    with torch.no_grad():
        wanted = model.encode(torch.from_numpy(SOUND)[None])[0].numpy()
    assert np.abs(open_space(folder).encode(SOUND, model.sample_rate) - wanted).max() < 1e-4


def test_an_embedding_makes_no_sound_and_says_so(made):
    model, folder = made
    space = open_space(folder)
    if model.decodes:
        assert np.isfinite(space.decode(space.encode(SOUND, model.sample_rate))).all()
        return
    with pytest.raises(TimbrespaceError, match="makes no sound"):
        space.decode(np.zeros((1, STYLE.dims), np.float32))


def test_nothing_silence_and_two_channels_are_heard(made):
    model, folder = made
    space = open_space(folder)
    assert space.encode(np.zeros((1, 0), np.float32), 8_000).shape == (0, len(space.dims))
    assert np.isfinite(space.encode(np.zeros((2, 900), np.float32), 8_000)).all()
    both = space.encode(np.concatenate([SOUND, SOUND]), model.sample_rate)
    assert np.allclose(both, space.encode(SOUND, model.sample_rate), atol=1e-5)


def test_loudness_makes_no_difference_to_a_style(made):
    model, folder = made
    if model.decodes:
        pytest.skip("a VAE keeps the level as a dim of its own")
    space = open_space(folder)
    loud, quiet = (space.encode(gain * SOUND, model.sample_rate) for gain in (1.0, 0.01))
    assert np.allclose(loud, quiet, atol=1e-3)
