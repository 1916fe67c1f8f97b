"""Recursions: each against plain PyTorch, there and back."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
from timbrespace.effects.delay_line import delay_line  # noqa: E402
from timbrespace.effects.follower import follower, slewed  # noqa: E402
from timbrespace.effects.mda.dynamics.held import held  # noqa: E402
from timbrespace.effects.one_pole import one_pole  # noqa: E402
from timbrespace.effects.recursion import recursion  # noqa: E402

ROWS, STEPS = 2, 40


def drawn(*shape, seed=0, low=-1.0, high=1.0):
    source = torch.Generator().manual_seed(seed)
    between = torch.rand(*shape, generator=source, dtype=torch.float64)
    return (low + (high - low) * between).requires_grad_()


def parts(seed):
    return drawn(ROWS, seed=seed, low=0.05, high=0.6)


def eager(step, *arrays):
    """The same by a loop over samples; ``step(last, t) -> (R,)``."""
    last, out = torch.zeros(ROWS, dtype=torch.float64), []
    for t in range(STEPS):
        last = step(last, *[each[:, t] if each.ndim == 2 else each for each in arrays])
        out.append(last)
    return torch.stack(out, dim=1)


def up_or_down(last, level, attack, release):
    return torch.where(level > last, last + attack * (level - last), last * (1 - release))


def towards(last, target, up, down):
    return last + (target - last) * torch.where(target > last, up, down)


RECURSIONS = {
    "one_pole": (one_pole, lambda last, x, step: last + step * (x - last), 2),
    "follower": (follower, up_or_down, 3),
    "slewed": (slewed, towards, 3),
}


@pytest.mark.parametrize("name", RECURSIONS)
def test_it_is_what_a_loop_in_pytorch_gives_there_and_back(name):
    fast, step, count = RECURSIONS[name]
    arrays = [drawn(ROWS, STEPS, low=0.0), *[parts(i) for i in range(1, count)]]
    weights = drawn(ROWS, STEPS, seed=9).detach()
    found = []
    for out in (fast(*arrays), eager(step, *arrays)):
        found.append((out, *torch.autograd.grad((out * weights).sum(), arrays)))
    for mine, plain in zip(*found, strict=True):
        assert torch.allclose(mine, plain, atol=1e-12)


def test_a_delay_line_passes_gradients_to_all_it_takes():
    arrays = (drawn(ROWS, STEPS), drawn(ROWS, STEPS, seed=1, low=0.1, high=9.0), parts(2))
    assert torch.autograd.gradcheck(delay_line, arrays, eps=1e-7, atol=1e-4)


def test_a_delay_of_nothing_with_no_feedback_is_nothing():
    x = drawn(ROWS, STEPS).detach()
    nothing = torch.zeros_like(x)
    assert torch.equal(delay_line(x, nothing, torch.zeros(ROWS).double()), x)


def test_what_the_limiter_holds_is_the_last_peak_above_the_level():
    peak = torch.tensor([[1.0, 0.2, 0.6, 0.1]])
    level = follower(peak, torch.tensor([0.5]), torch.tensor([0.1]))
    # 0.5, 0.45, 0.525, ...: 0.2 lies below, 0.6 above.
    assert held(peak, level, torch.tensor([0.1]))[0].tolist() == pytest.approx([1, 0.9, 0.6, 0.54])


def test_what_the_limiter_holds_passes_gradients():
    peak, release = drawn(ROWS, STEPS, low=0.0), parts(3)
    level = follower(peak.detach(), parts(1).detach(), release.detach())
    assert torch.autograd.gradcheck(lambda p, r: held(p, level, r), (peak, release))


def test_single_precision_goes_in_and_comes_out():
    x = drawn(ROWS, STEPS).float().detach().requires_grad_()
    out = one_pole(x, torch.full((ROWS,), 0.3))
    out.sum().backward()
    assert out.dtype == x.grad.dtype == torch.float32


def test_nobody_pays_for_gradients_that_nobody_asks_for():
    asked = []

    def back(gradient, a, b):
        asked.append(True)
        return gradient, gradient

    add = recursion(lambda a, b: (a + b,), back)
    a, b = torch.ones(2, requires_grad=True), torch.ones(2)
    add(a, b).sum().backward()
    assert asked and b.grad is None and a.grad.tolist() == [1, 1]
