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
from timbrespace.train.wavenet.kind import KIND  # noqa: E402

from ..world import MACHINE  # noqa: E402
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


def _stop(epoch, loss):
    raise Cancelled
