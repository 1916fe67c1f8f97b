"""Tables of few columns and few rows become spaces that say something of them."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

torch = pytest.importorskip("torch")
pytest.importorskip("lightning")
datasets = pytest.importorskip("sklearn.datasets")

from timbrespace.api.training import train  # noqa: E402
from timbrespace.cli.main import app  # noqa: E402
from timbrespace.train.table.config import TableConfig  # noqa: E402
from timbrespace.train.table.model import REFERENCE_COLUMNS, Tabular  # noqa: E402

from ..world import MACHINE  # noqa: E402
from .test_model import AT_THE_END  # noqa: E402


@pytest.fixture(scope="module")
def wine(tmp_path_factory):
    """178 wines by 13 measures, of three growers (Forina et al., 1988)."""
    path = tmp_path_factory.mktemp("wine") / "wine.csv"
    datasets.load_wine(as_frame=True).frame.rename(columns={"target": "class"}).to_csv(
        path, index=False
    )
    return path


def test_thirteen_columns_come_back_nearly_as_from_components(wine) -> None:
    made = train("table", wine, wine.with_name("wine.space"), preset="small", machine=MACHINE)
    assert len(made.facts.dims) == 7
    assert any("7 dims, not 16" in note for note in made.notes)
    explained = made.metrics["reconstruction"][0]
    assert explained["baselines"]["mean row"] == 0 < 0.5 < explained["low"]
    # A size at which components lose something too.
    assert 0.8 < explained["baselines"]["PCA (7)"] < 0.95
    assert explained["value"] > explained["baselines"]["PCA (7)"] - 0.1
    assert min(made.metrics["model"]["kl_per_dim"]) > 0.1 and made.metrics["doubts"] == []


def test_a_space_that_says_nothing_is_told_and_remembered(wine) -> None:
    out = wine.with_name("mute.space")
    done = CliRunner().invoke(
        app,
        ["train", "table", str(wine), "--out", str(out), "--preset", "small", "--logger", "none",
         "--accelerator", "cpu", "--set", "epochs=2", "--set", "max_kl=1000",
         "--set", "kl_anneal=1000"],
        catch_exceptions=False,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    told = json.loads((out / "metrics.json").read_text())["doubts"]
    assert told and "no better than as its mean" in told[0]
    assert f"note: {told[0]}" in done.output


def met(n_columns: int, error: str) -> tuple[Tabular, torch.Tensor]:
    torch.manual_seed(0)
    config = TableConfig(n_columns=n_columns, dims=4, heads="linear", error=error)
    return Tabular(config).eval(), torch.rand(8, n_columns)


@pytest.mark.parametrize("error", ["squared", "cross-entropy"])
@pytest.mark.parametrize("n_columns", [13, 5_000])
def test_the_error_of_a_row_is_that_of_one_of_5000_columns(n_columns: int, error: str) -> None:
    model, x = met(n_columns, error)
    torch.manual_seed(1)
    losses = model.losses(x, AT_THE_END)
    torch.manual_seed(1)
    mean, log_variance = model.encoder(x)
    drawn = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
    logits = model.decoder(drawn)
    if error == "squared":
        each = (torch.sigmoid(logits) - x).square()
    else:
        each = torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction="none")
    # Of Tybalt's own table it is the plain sum over the row, as published.
    whole = each.sum(1).mean() * REFERENCE_COLUMNS / n_columns
    assert losses["loss"].item() == pytest.approx((whole + losses["kl"]).item(), rel=1e-5)
