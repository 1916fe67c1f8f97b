"""Twin of ``train/table/network.py``."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from timbrespace.train.table.config import TableConfig  # noqa: E402
from timbrespace.train.table.network import Decoder, Encoder  # noqa: E402


def networks(heads: str, hidden: tuple[int, ...] = ()):
    torch.manual_seed(0)
    config = TableConfig(n_columns=20, dims=6, hidden=hidden, heads=heads)
    encoder, decoder = Encoder(config), Decoder(config)
    x = torch.rand(32, 20)
    for _ in range(3):
        encoder(x)  # Normalisations of their own, so that an order matters.
    return encoder.eval(), decoder.eval(), x


@pytest.mark.parametrize("hidden", [(), (8,), (8, 7)])
@pytest.mark.parametrize("heads", ["relu", "leaky", "linear"])
def test_another_order_of_the_dims_is_the_same_model(heads: str, hidden: tuple[int, ...]) -> None:
    encoder, decoder, x = networks(heads, hidden)
    mean, log_variance = encoder(x)
    rows = decoder(mean)
    order = torch.tensor([3, 1, 5, 0, 2, 4])
    for part in (encoder.mean, encoder.log_variance, decoder):
        part.reorder(order)
    again, spread = encoder(x)
    assert torch.allclose(again, mean[:, order], atol=1e-6)
    assert torch.allclose(spread, log_variance[:, order], atol=1e-6)
    assert torch.allclose(decoder(again), rows, atol=1e-5)


def test_heads_bend_as_they_are_told() -> None:
    relu, leaky, linear = (networks(heads)[0](torch.rand(64, 20))[0]
                           for heads in ("relu", "leaky", "linear"))  # fmt: skip
    assert relu.min() == 0
    assert leaky.min() < 0 and leaky.min().abs() < 0.5 * leaky.max()
    assert linear.min() < 0


def test_tybalt_is_one_layer_each_way() -> None:
    config = TableConfig(n_columns=5000)
    linear = [m for part in (Encoder(config), Decoder(config)) for m in part.modules()
              if isinstance(m, torch.nn.Linear)]  # fmt: skip
    sizes = [(each.in_features, each.out_features) for each in linear]
    assert sizes == [(5000, 100), (5000, 100), (100, 5000)]
