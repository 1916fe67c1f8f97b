"""Twin of ``train/table/model.py``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("lightning")

from timbrespace.errors import TimbrespaceError  # noqa: E402
from timbrespace.spaces.trained import graphs  # noqa: E402
from timbrespace.train.model import Progress  # noqa: E402
from timbrespace.train.table.config import TableConfig  # noqa: E402
from timbrespace.train.table.model import REFERENCE_COLUMNS, Tabular, kl_weight  # noqa: E402

from .test_material import gathered  # noqa: E402
from .world import write  # noqa: E402

AT_THE_END = Progress(9, 90, 100, 10)


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    return gathered(write(tmp_path_factory.mktemp("table")))


def met(rows, **changes) -> Tabular:
    torch.manual_seed(0)
    config = TableConfig(**({"dims": 4, "heads": "linear"} | changes))
    model = Tabular(rows.fitted(config))
    model.meet(rows)
    return model.eval()


def test_rows_come_back_in_their_own_units(rows) -> None:
    model = met(rows)
    again = model.decode(model.encode(torch.from_numpy(rows.of("train")))).detach().numpy()
    assert (again >= rows.scaling.low - 1e-3).all()
    assert (again <= rows.scaling.low + rows.scaling.span + 1e-3).all()
    assert again.mean() == pytest.approx(np.nanmean(rows.of("train")), rel=0.2)


def test_what_is_missing_is_seen_as_the_mean_and_costs_nothing(rows) -> None:
    model = met(rows)
    row = torch.from_numpy(np.nan_to_num(rows.of("train")[:1], nan=500.0))
    holed, filled = row.clone(), row.clone()
    holed[0, 3] = torch.nan
    filled[0, 3] = model.fill[3]
    assert torch.equal(model.encode(holed), model.encode(filled))
    slopes = []
    for x in (holed, filled):
        model.zero_grad()
        model.losses(x, AT_THE_END)["error"].backward()
        slopes.append(model.decoder.body[-1].bias.grad.clone())
    assert slopes[0][3] == 0 != slopes[1][3]
    assert (slopes[0] != 0).sum() == len(slopes[0]) - 1


@pytest.mark.parametrize("error", ["squared", "cross-entropy"])
@pytest.mark.parametrize("heads", ["relu", "leaky", "linear"])
def test_the_loss_falls(rows, error: str, heads: str) -> None:
    model = met(rows, error=error, heads=heads, hidden=(16,), learning_rate=1e-2).train()
    x, optimiser, values = torch.from_numpy(rows.of("train")), model.optimiser(), []
    for _ in range(30):
        losses = model.losses(x, AT_THE_END)
        optimiser.zero_grad()
        losses["loss"].backward()
        optimiser.step()
        values.append(float(losses["loss"].detach()))
    assert np.mean(values[-5:]) < 0.95 * np.mean(values[:3])


def test_terms_add_up(rows) -> None:
    model = met(rows, kl_anneal=0.25)
    with torch.no_grad():
        losses = model.losses(torch.from_numpy(rows.of("train")), Progress(1, 10, 40, 10))
    made = {name: float(value) for name, value in losses.items()}
    whole = REFERENCE_COLUMNS * made["error"]
    assert made["kl_weight"] == 0.25
    assert made["loss"] == pytest.approx(whole + 0.25 * made["kl"], 1e-5)
    assert made["monitor"] == pytest.approx(whole + made["kl"], 1e-5)


def test_the_weight_rises_by_steps_and_stays() -> None:
    config = TableConfig(kl_anneal=0.1, max_kl=0.45, logs_per_epoch=2)
    weights = [kl_weight(config, Progress(step // 10, step, 100, 10)) for step in range(100)]
    assert weights[0] == 0 and max(weights) == 0.45 == weights[-1]
    assert all(a <= b for a, b in zip(weights, weights[1:], strict=False))
    assert weights[5] == pytest.approx(0.1) and weights[10] == pytest.approx(0.2)


def test_settling_orders_dims_by_their_divergence_and_keeps_the_model(rows) -> None:
    model = met(rows)
    with torch.no_grad():
        model.encoder.mean.linear.weight[2] *= 8.0
    x = torch.from_numpy(rows.of("train"))
    before = model.decode(model.encode(x))
    dims = model.settle([x[:40], x[40:]])
    figures = model.figures()
    per_dim = figures["kl_per_dim"]
    assert per_dim == sorted(per_dim, reverse=True) and len(figures["kl_per_dim_held_out"]) == 4
    assert torch.allclose(model.decode(model.encode(x)), before, atol=1e-2)
    latents = model.encode(x).detach()
    assert [d.low for d in dims] == pytest.approx(latents.amin(0).tolist(), abs=1e-4)
    assert [d.name for d in dims] == ["z000", "z001", "z002", "z003"]


def test_onnx_gives_what_pytorch_gives_missing_values_and_all(rows, tmp_path: Path) -> None:
    model = met(rows, hidden=(8,), heads="relu")
    model.export(tmp_path / "model.onnx")
    graph = graphs.load(tmp_path / "model.onnx")
    encode = graphs.open_session(graphs.part(graph, "latents"))
    decode = graphs.open_session(graphs.part(graph, "values_out"))
    x = rows.table.values
    assert np.isnan(x).any()
    latents = encode.run(None, {"values": x})[0]
    with torch.no_grad():
        z = model.encode(torch.from_numpy(x))
        values = model.decode(z).numpy()
    assert np.abs(latents - z.numpy()).max() < 1e-4
    assert np.abs(decode.run(None, {"latents_in": latents})[0] - values).max() < 1e-2


def test_a_model_needs_columns() -> None:
    with pytest.raises(TimbrespaceError, match="no columns"):
        Tabular(TableConfig())
