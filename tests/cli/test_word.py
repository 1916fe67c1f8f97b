"""word, explain and transfer as a user meets them."""

from __future__ import annotations

import re

import numpy as np
import pytest
from typer.testing import CliRunner

import timbrespace
from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError


def run(*arguments):
    done = CliRunner().invoke(app, ["word", *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output.replace("\n", " ")


@pytest.fixture(scope="module")
def items(atlas_folder):
    atlas = timbrespace.open(atlas_folder)
    centroid = atlas.descriptors()["centroid_hz"].to_numpy()
    order = np.argsort(np.where(np.isfinite(centroid), centroid, 0))
    return atlas.items["id"].to_numpy()[order], atlas.items["path"].to_numpy()[order]


def test_from_a_mark_to_a_file(atlas_folder, items, tmp_path):
    ids, paths = items
    assert "None yet" in run("list")
    marked = [f"--no={paths[i]}" for i in range(0, 10, 2)]
    marked += [f"--yes={ids[-i]}" for i in range(1, 10, 2)]
    said = run("mark", "Glassy", atlas_folder, *marked, f"--rate={ids[20]}=3.5")
    assert "glassy: 11 marks" in said
    assert "6 marked as such, 5 as not. Not fitted yet." in run("list")
    said = run("mark", "glassy", atlas_folder, f"--undo={ids[20]}")
    assert "glassy: 10 marks" in said
    said = run("fit", "glassy")
    assert re.search(r"Concordance 0\.\d\d|Concordance 1\.00", said) and "It goes with" in said
    assert len(re.findall(r"settles \d+%", run("suggest", "glassy", atlas_folder, "-n", 3))) == 3
    assert "agree by" in run("ask", "glassy", "stream:bells")
    assert "Asked of stream:bells" in run("list")
    run("values", "glassy", atlas_folder, "--out", tmp_path / "v.csv")
    assert (tmp_path / "v.csv").read_text().startswith("id,path,glassy")
    assert "-5 to 5" in run("rescale", "glassy", "-5", "5")
    assert "/word/like-glass" in run("rename", "glassy", "Like glass")
    run("export", "like-glass", "--out", tmp_path, "--no-marks")
    assert "Forgotten: Like glass" in run("forget", "like-glass")
    assert "/word/brittle" in run("import", tmp_path / "like-glass.json", "--as", "Brittle")
    assert "brittle: 0 marked" in run("list")


def test_nothing_said_is_said(atlas_folder):
    with pytest.raises(TimbrespaceError, match="No sound was named"):
        run("mark", "glassy", atlas_folder)
