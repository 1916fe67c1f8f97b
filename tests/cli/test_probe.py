"""probe and clusters as a user meets them."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError
from timbrespace.reports.results import read_results

from ..api.test_probing import TAPS, make_atlas


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return make_atlas(tmp_path_factory.mktemp("cli") / "toy.atlas", TAPS).path


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)


def test_probe_prints_a_table_and_leaves_a_report_in_the_atlas(atlas):
    done = run("probe", atlas, "--label", "material", "--permutations", 3, "--combine", "action")
    assert done.exit_code == 0
    assert "log-mel PCA-12" in done.output and "best - first" in done.output
    assert "…" not in done.output, "numbers are cut off"
    folder = atlas / "reports" / "probe-material-by-group"
    assert {p.name for p in folder.iterdir()} == {
        "report.html", "results.json", "probes.parquet", "predictions.parquet",
    }  # fmt: skip
    assert all(r.n_items for r in read_results(folder / "results.json"))


def test_clusters_go_where_they_are_told(atlas, tmp_path):
    done = run("clusters", atlas, "--label", "action", "--k-max", 4, "--out", tmp_path / "c",
               "--space", "yamnet:10")  # fmt: skip
    assert done.exit_code == 0 and "ami chance" in done.output
    assert (tmp_path / "c" / "report.html").is_file()


def test_a_label_that_is_not_there_is_answered_with_those_that_are(atlas):
    with pytest.raises(TimbrespaceError, match="material, action, room"):
        run("probe", atlas, "--label", "colour")
