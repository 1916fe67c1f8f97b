"""train, for tables, as a user meets it."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

pytest.importorskip("torch")
pytest.importorskip("lightning")

from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.data.opening import open_data

from ..train.table.world import frame

QUICK = ["--accelerator", "cpu", "--devices", "1", "--logger", "none", "--set", "dims=3"]


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)


def test_a_table_on_its_side_by_the_options_of_the_study(tmp_path) -> None:
    lying = frame().drop(columns=["tissue", "dose"]).set_index("sample").T
    lying.rename_axis("gene").to_csv(tmp_path / "genes.tsv", sep="\t")
    out = tmp_path / "genes.space"
    done = run("train", "table", "-dp", tmp_path / "genes.tsv", "-ep", 2, "-bs", 30, "-kla", 0.5,
               "-ex", out, *QUICK)  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "table:genes, all epochs done" in done.output
    assert "it was turned, as the first column, 'gene', names measures" in done.output
    assert "explained variance:" in done.output and "PCA (3)" in done.output
    assert f"timbrespace sonify {out}" in done.output
    assert len(open_data("table:genes").items()) == 90

    listed = run("spaces").output
    assert "table:genes" in listed and "data" in listed

    with pytest.raises(TimbrespaceError, match="a space of data"):
        run("reconstruct", "table:genes", tmp_path / "genes.tsv", "--out", tmp_path / "x.wav")


def test_what_the_columns_are_can_be_said(tmp_path) -> None:
    frame().to_csv(tmp_path / "genes.csv", index=False)
    done = run("train", "table", tmp_path / "genes.csv", "--out", tmp_path / "genes.space",
               "--no-transpose", "--label", "tissue", "--order", "g05", "--order", "dose",
               "--set", "epochs=1", *QUICK)  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "as asked" in done.output and "balanced accuracy of 'tissue'" in done.output
    items = open_data(tmp_path / "genes.space").items()
    assert items.labels() == ["tissue"]
    assert {"order.g05", "order.dose"} <= set(items.table.columns)


def test_a_column_that_is_not_there(tmp_path) -> None:
    frame().to_csv(tmp_path / "genes.csv", index=False)
    with pytest.raises(TimbrespaceError, match="no column 'tisue'"):
        run("train", "table", tmp_path / "genes.csv", "--out", tmp_path / "x.space",
            "--label", "tisue", *QUICK)  # fmt: skip
