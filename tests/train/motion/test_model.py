"""The model's terms are what they say, and its graphs are the model."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained import graphs
from timbrespace.train.model import Progress
from timbrespace.train.motion.config import MotionConfig
from timbrespace.train.motion.model import Motion

WHERE = Progress(0, 0, 100)


@pytest.fixture
def batch(material):
    drawn = material.drawn(32, 16, 0, 0)
    return torch.stack([torch.from_numpy(drawn[i]) for i in range(16)])


@pytest.fixture
def model(config, material):
    torch.manual_seed(0)
    made = Motion(config)
    made.meet(material)
    return made


def test_a_model_that_says_the_mean_has_errors_of_about_one(model, batch):
    for parameter in model.decoder.out.parameters():
        torch.nn.init.zeros_(parameter)
    losses = model.losses(batch, WHERE)
    moving = (model.deviation > 0.031).float().mean()
    assert 0.5 * moving < losses["error"] < 1.2
    assert 0.5 < losses["place_error"] < 1.5


def test_it_learns(model, batch):
    optimiser = model.optimiser()
    torch.manual_seed(1)
    first = float(model.losses(batch, WHERE)["monitor"].detach())
    for _ in range(40):
        optimiser.zero_grad()
        losses = model.losses(batch, WHERE)
        losses["loss"].backward()
        optimiser.step()
    assert float(losses["monitor"].detach()) < 0.6 * first


def test_the_rate_goes_down_to_a_twentieth_also_in_a_run_that_is_made_longer(model):
    optimiser = model.optimiser()
    short = model.schedule(optimiser, 10)
    for _ in range(10):
        optimiser.step()
        short.step()
    assert short.get_last_lr()[0] == pytest.approx(model.config.learning_rate / 20)
    longer = model.schedule(optimiser, 40)
    longer.load_state_dict(short.state_dict())
    rates = []
    for _ in range(30):
        optimiser.step()
        longer.step()
        rates.append(longer.get_last_lr()[0])
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] == pytest.approx(model.config.learning_rate / 20)


def test_the_monitor_does_not_change_with_the_schedule(model, batch):
    torch.manual_seed(1)
    early = model.losses(batch, Progress(0, 0, 100))
    torch.manual_seed(1)
    late = model.losses(batch, Progress(9, 99, 100))
    assert torch.equal(early["monitor"], late["monitor"])
    assert early["loss"] < late["loss"]


def test_what_is_still_is_not_blown_up(model):
    assert float(model.deviation.min()) >= 0.0299


def test_dims_are_put_in_order_and_named(model, batch):
    before = model.decode(model.encode(batch))
    dims = model.settle([batch, batch])
    kl = model.figures()["kl_per_dim"]
    assert kl == sorted(kl, reverse=True)
    assert [dim.name for dim in dims] == ["z00", "z01", "z02", "z03"]
    assert all(dim.low < dim.high for dim in dims)
    assert torch.allclose(model.decode(model.encode(batch)), before, atol=1e-4)


def test_its_graphs_are_the_model_at_any_length(model, batch, tmp_path):
    model.eval()
    model.export(tmp_path / "model.onnx")
    graph = graphs.load(tmp_path / "model.onnx")
    there = graphs.open_session(graphs.part(graph, "latents"))
    back = graphs.open_session(graphs.part(graph, "features_out"))
    for n in (1, 9, 32):
        x = batch[:1, :n]
        with torch.no_grad():
            z, made = model.encode(x), model.decode(model.encode(x))
        (found,) = there.run(None, {"features": x.numpy()})
        (again,) = back.run(None, {"latents_in": found})
        assert np.allclose(found, z, atol=1e-4)
        assert np.allclose(again, made, atol=1e-4)


def test_without_a_skeleton_there_is_no_model():
    with pytest.raises(TimbrespaceError, match="skeleton"):
        Motion(MotionConfig())
