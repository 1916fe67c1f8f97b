"""Twin of ``scripts/free_genes.py``: packages that anybody may have become tables to train on."""

from __future__ import annotations

import gzip
import importlib.util
import io
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from timbrespace.corpus.tables.table import read

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "free_genes.py"


@pytest.fixture(scope="module")
def genes():
    spec = importlib.util.spec_from_file_location("free_genes", SCRIPT)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def wheel(tmp_path):
    """As ISLP lays its data out, but small."""
    rng, path = np.random.default_rng(0), tmp_path / "islp.whl"
    values = io.BytesIO()
    np.save(values, rng.normal(size=(6, 12)))
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("ISLP/data/NCI60data.npy", values.getvalue())
        file.writestr("ISLP/data/NCI60labs.csv", "label\n" + "CNS\nRENAL\n" * 3)
        for part, n in (("train", 4), ("test", 2)):
            x = pd.DataFrame(rng.normal(size=(n, 9)), columns=[f"V{i + 1}" for i in range(9)])
            file.writestr(f"ISLP/data/Khan_x{part}.csv", x.to_csv(index=False))
            file.writestr(f"ISLP/data/Khan_y{part}.csv", "x\n" + "1\n2\n" * (n // 2))
    return path


def run(genes, monkeypatch, *arguments):
    monkeypatch.setattr("sys.argv", ["free_genes.py", *map(str, arguments)])
    genes.main()


def test_the_wheel_becomes_two_tables(genes, wheel, tmp_path, monkeypatch):
    run(genes, monkeypatch, tmp_path / "genes", "--islp", wheel)
    cells = read(tmp_path / "genes" / "nci60_islp.tsv.gz")
    assert cells.values.shape == (6, 12) and cells.labels["label"][:2] == ("CNS", "RENAL")
    tumours = read(tmp_path / "genes" / "khan_srbct_islp.tsv.gz")
    assert tumours.names == ("tr0", "tr1", "tr2", "tr3", "te0", "te1")
    assert tumours.labels["label"] == ("SRBCT1", "SRBCT2") * 3


def test_counts_become_logarithms_of_the_genes_that_vary_most(genes, tmp_path, monkeypatch):
    folder, rng = tmp_path / "clone" / "inst" / "extdata" / "ref_data", np.random.default_rng(0)
    folder.mkdir(parents=True)
    names = [f"ENSG{i:03}.{i % 5}" for i in range(40)]
    whole = {}
    for cancer in genes.CANCERS:
        made = pd.DataFrame(rng.poisson(200, (40, 5)), index=names,
                            columns=[f"{cancer}-{i}" for i in range(5)])  # fmt: skip
        made.iloc[:3] = rng.poisson(rng.choice([1, 2_000], (3, 5)))
        whole[cancer] = made
        with gzip.open(folder / f"TCGA_{cancer}_Counts.exp.gz", "wt") as file:
            made.to_csv(file, sep="\t")
    monkeypatch.setattr(genes, "N_GENES", 10)
    run(genes, monkeypatch, tmp_path / "genes", "--tcga", tmp_path / "clone")
    table = read(tmp_path / "genes" / "tcga6_log2cpm_top5000.tsv.gz")
    assert table.values.shape == (30, 10) and set(table.columns[:3]) == {
        "ENSG000", "ENSG001", "ENSG002",
    }  # fmt: skip
    own = whole["UCS"]["UCS-2"]
    expected = np.log2(1 + own["ENSG001.1"] * 1e6 / own.sum())
    row = table.names.index("UCS-2")
    assert table.labels["label"][row] == "UCS"
    assert table.values[row, table.columns.index("ENSG001")] == pytest.approx(expected, abs=0.006)


def test_a_clone_without_its_large_files_is_told_so(genes, tmp_path, monkeypatch):
    with pytest.raises(SystemExit, match="has no counts of ACC"):
        run(genes, monkeypatch, tmp_path / "genes", "--tcga", tmp_path)
