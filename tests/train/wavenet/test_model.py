"""It learns, its average is what is kept, and an export is what was learned."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from timbrespace.train.model import Progress  # noqa: E402
from timbrespace.train.wavenet.model import kl_weight  # noqa: E402

from .world import model, sounds  # noqa: E402

AT = Progress(0, 10, 100, 20)


def trained(made, n_steps=3):
    made.train()
    optimiser = made.optimiser()
    told = []
    for step in range(n_steps):
        losses = made.losses(sounds(seed=step), Progress(0, step, n_steps, n_steps))
        optimiser.zero_grad()
        losses["loss"].backward()
        optimiser.step()
        told.append(losses["nll"].item())
    return told


@pytest.mark.parametrize(
    "changes", [{}, {"bottleneck": "vq"}, {"output": "logistics"}], ids=["vae", "vq", "logistics"]
)
def test_it_learns_and_every_weight_takes_part(changes):
    made = model(learning_rate=5e-3, **changes)
    told = trained(made, 25)
    # A mixture begins as a bell about as wide as sounds are, so there is less to be learned.
    falls = 0.2 if changes.get("output") == "logistics" else 0.5
    assert np.mean(told[-5:]) < told[0] - falls
    made.losses(sounds(), AT)["loss"].backward()
    lacking = [name for name, each in made.learning.named_parameters() if each.grad is None]
    assert not lacking


def test_a_window_knows_nothing_of_what_lies_behind_it():
    made = model(margin_frames=6).eval()
    hop, config = made.hop, made.config
    x = sounds(n_samples=config.segment)
    changed = x.clone()
    changed[..., (6 + config.window_frames) * hop + 4 * hop :] = 0
    # What is four frames beyond the window is beyond the encoder's reach as well.
    assert made.losses(x, AT)["nll"].item() == pytest.approx(
        made.losses(changed, AT)["nll"].item(), abs=1e-6
    )


def test_the_average_lags_behind_and_is_what_is_measured():
    made = model()
    before = {name: each.clone() for name, each in made.network.named_parameters()}
    trained(made, 3)
    learned = dict(made.learning.named_parameters())
    for name, each in made.network.named_parameters():
        moved, wanted = (each - before[name]).norm(), (learned[name] - before[name]).norm()
        assert 0 < moved < wanted and not each.requires_grad
    made.eval()
    held = made.losses(sounds(), AT)["nll"].item()
    made.learning.load_state_dict({k: 0 * v for k, v in made.learning.state_dict().items()})
    assert made.losses(sounds(), AT)["nll"].item() == held


def test_held_out_losses_are_no_matter_of_luck():
    made = model().eval()
    told = [made.losses(sounds(), AT)["loss"].item() for _ in range(2)]
    assert told[0] == told[1]


def test_the_divergence_grows_in_weight_to_its_most():
    config = model(kl_anneal=0.1, max_kl=0.35, logs_per_epoch=2).config
    weights = [kl_weight(config, Progress(0, step, 100, 20)) for step in range(0, 60, 10)]
    assert weights == pytest.approx([0.1, 0.2, 0.3, 0.35, 0.35, 0.35])


def test_the_divergence_is_told_by_dim():
    made = model(kl_anneal=0.1).eval()
    losses = made.losses(sounds(), AT)
    each = [losses[f"kl_dim/{i:03d}"] for i in range(4)]
    assert sum(each).item() == pytest.approx(losses["kl_frame"].item(), rel=1e-5)
    assert losses["kl_weight"].item() == pytest.approx(0.1)
    assert not any("kl_dim" in name for name in model(bottleneck="vq").losses(sounds(), AT))


def test_the_rate_falls_in_a_line_or_by_halves():
    for changes, wanted in (({}, 0.525), ({"halve_at": (3, 5)}, 0.25)):
        made = model(**changes)
        optimiser = made.optimiser()
        schedule = made.schedule(optimiser, 10)
        for _ in range(5):
            optimiser.step()
            schedule.step()
        assert optimiser.param_groups[0]["lr"] == pytest.approx(wanted * made.config.learning_rate)


def test_settled_it_has_the_average_alone_and_its_dims_in_order():
    made = model()
    trained(made, 5)
    made.eval()
    z = made.encode(sounds())
    dims = made.settle([sounds(), sounds(seed=4)])
    assert not any(name.startswith("learning") for name in made.state_dict())
    told = made.figures()["kl_nats_per_dim"]
    assert told == sorted(told, reverse=True) and len(dims) == 4
    after = made.encode(sounds())
    assert sorted(after.sum((0, 1)).tolist()) == pytest.approx(sorted(z.sum((0, 1)).tolist()))
    assert all(d.low < d.high for d in dims)


class Held:
    """A material whose held-out sounds are these, and whose others are noise."""

    def __init__(self, held):
        self._held = [each.numpy() for each in held]

    def drawn(self, segment, n, seed, epoch):
        rng = np.random.default_rng(seed)
        return rng.normal(0, 0.1, (n, 1, segment)).astype(np.float32)

    def held(self, segment, most):
        return self._held


def test_what_latents_are_worth_is_weighed_on_held_out_sounds_alone():
    made = model().eval()
    with torch.no_grad():
        made.network.conditioner.project.weight *= 10
    made.meet(Held(sounds(6)))
    told = []
    for seed in (1, 2):
        made.settle([sounds(seed=seed), sounds(seed=seed + 5)])
        told.append(made.figures()["own_latents_bits"])
    assert told[0] == pytest.approx(told[1], abs=1e-5)
    # As each window by itself would cost.
    each = [made.losses(x[None], AT)["nll"].item() for x in sounds(6)]
    assert told[0] == pytest.approx(np.mean(each), abs=1e-4)


def test_latents_that_nothing_hears_are_worth_nothing():
    made = model().eval()
    made.meet(Held(sounds(6)))
    made.settle([sounds()])
    heard = made.figures()
    assert heard["own_latents_bits"] != heard["other_latents_bits"]
    with torch.no_grad():
        made.network.conditioner.project.weight.zero_()
    made.settle([sounds()])
    deaf = made.figures()
    assert deaf["own_latents_bits"] == pytest.approx(deaf["other_latents_bits"], abs=1e-6)


def test_sounds_of_any_length_become_frames():
    made = model().eval()
    for n, frames in ((1, 1), (80, 1), (81, 2), (800, 10)):
        assert made.encode(sounds(n_samples=n)).shape == (2, frames, 4)


def test_latents_of_a_codebook_are_its_entries():
    made = model(bottleneck="vq").eval()
    z = made.encode(sounds())
    assert torch.cdist(z, made.network.codebook.expand(2, -1, -1)).amin(-1).max() < 1e-5


def test_entries_that_nothing_is_near_to_are_put_where_frames_are():
    made = model(bottleneck="vq").train()
    with torch.no_grad():
        made.learning.codebook += 1e4
    losses = made.losses(sounds(), Progress(0, 0, 100, 20))
    assert losses["perplexity"] > 2 and losses["vq"] < 1e3


def test_decoding_gives_a_hop_for_each_frame_and_the_same_each_time():
    made = model().eval()
    z = made.encode(sounds())
    first, again = made.decode(z), made.decode(z)
    assert first.shape == (2, 1, 960) and torch.equal(first, again)
    assert first.abs().max() <= 1
