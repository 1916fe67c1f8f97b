"""The contrast falls as what is alike comes together."""

from __future__ import annotations

import math

import pytest

torch = pytest.importorskip("torch")

from timbrespace.train.effects.contrast import contrast  # noqa: E402


def on_sphere(n: int, d: int = 8) -> torch.Tensor:
    drawn = torch.randn(n, d, generator=torch.Generator().manual_seed(0))
    return drawn / drawn.norm(dim=1, keepdim=True)


def test_where_all_points_are_one_it_is_what_chance_gives():
    points, keys = torch.ones(10, 1), torch.arange(5).repeat(2)
    assert float(contrast(points, keys, 0.5)) == pytest.approx(math.log(9), rel=1e-5)


def test_following_its_slope_brings_pairs_together():
    points, keys = on_sphere(12).requires_grad_(), torch.arange(6).repeat(2)
    before = float(contrast(points.detach(), keys, 0.2))
    for _ in range(20):
        contrast(points / points.norm(dim=1, keepdim=True), keys, 0.2).backward()
        with torch.no_grad():
            points -= points.grad
            points.grad = None
    at = points.detach() / points.detach().norm(dim=1, keepdim=True)
    assert float(contrast(at, keys, 0.2)) < 0.5 * before
    nearest = (at @ at.T - 2 * torch.eye(12)).argmax(1)
    assert (keys[nearest] == keys).all()


def test_order_makes_no_difference_and_loners_say_nothing():
    points, keys = on_sphere(9), torch.tensor([0, 1, 2, 0, 1, 2, 5, 6, 7])
    whole, order = contrast(points, keys, 0.2), torch.randperm(9)
    assert float(contrast(points[order], keys[order], 0.2)) == pytest.approx(float(whole))
    anchors = torch.cat([points[:6], points[:6]])
    assert torch.isfinite(contrast(anchors, torch.arange(6).repeat(2), 0.2))
