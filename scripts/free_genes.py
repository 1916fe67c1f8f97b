"""Make tables of gene expression that anybody may have, as ``timbrespace train table`` reads them.

    python scripts/free_genes.py OUT [--islp WHEEL] [--tcga CLONE]

Rows are samples, the first columns ``sample`` and ``label``, then a gene each. ``--islp`` takes
the wheel of ISLP (BSD-3; ``pip download --no-deps ISLP==0.6.0``) and writes NCI60 (64 cell lines)
and Khan's small round blue cell tumours (83). ``--tcga`` takes a clone of umccr/RNAsum.data (MIT;
open data of TCGA) and writes six cancers: log2(1 + counts a million), the 5,000 genes with the
largest median absolute deviation, as Tybalt chose them (Way and Greene 2018).
"""

from __future__ import annotations

import argparse
import io
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: Of TCGA: few and unlike enough to be told apart.
CANCERS = ("ACC", "UVM", "KICH", "UCS", "DLBC", "CHOL")
N_GENES = 5_000


def main() -> None:
    """Write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--islp", type=Path, help="the wheel of ISLP")
    parser.add_argument("--tcga", type=Path, help="a clone of umccr/RNAsum.data")
    asked = parser.parse_args()
    tables: dict[str, pd.DataFrame] = {}
    if asked.islp:
        with zipfile.ZipFile(asked.islp) as wheel:
            tables["nci60_islp"], tables["khan_srbct_islp"] = nci60(wheel), khan(wheel)
    if asked.tcga:
        tables["tcga6_log2cpm_top5000"] = tcga(asked.tcga)
    if not tables:
        parser.error("name --islp, --tcga or both")
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        file = asked.out / f"{name}.tsv.gz"
        table.to_csv(file, sep="\t", index=False)
        print(f"{file}: {len(table)} samples, {table.shape[1] - 2} genes, "
              f"{table['label'].nunique()} labels")  # fmt: skip


def nci60(wheel: zipfile.ZipFile) -> pd.DataFrame:
    """NCI60: cell lines by genes, labelled by tissue."""
    values = np.load(io.BytesIO(wheel.read("ISLP/data/NCI60data.npy")))
    labels = pd.read_csv(io.BytesIO(wheel.read("ISLP/data/NCI60labs.csv")))["label"]
    return _table([f"NCI{i}" for i in range(len(values))], labels.tolist(), values)


def khan(wheel: zipfile.ZipFile) -> pd.DataFrame:
    """Khan et al. (2001): tumours by genes, those of training first."""
    names, labels, values = [], [], []
    for part, short in (("train", "tr"), ("test", "te")):
        x, y = (
            pd.read_csv(io.BytesIO(wheel.read(f"ISLP/data/Khan_{of}{part}.csv"))) for of in "xy"
        )
        names += [f"{short}{i}" for i in range(len(x))]
        labels += [f"SRBCT{kind}" for kind in y.iloc[:, -1]]
        values.append(x.filter(regex=r"^[VG]\d+$").to_numpy())
    return _table(names, labels, np.concatenate(values))


def tcga(clone: Path) -> pd.DataFrame:
    """Six cancers of TCGA, the most variable genes first."""
    folder = clone / "inst" / "extdata" / "ref_data"
    counts, labels = [], []
    for cancer in CANCERS:
        files = sorted(folder.glob(f"TCGA_{cancer}_Counts*"))
        if not files:
            raise SystemExit(f"{folder} has no counts of {cancer}: clone it with its large files.")
        table = pd.read_csv(files[0], sep="\t", index_col=0)
        table.index = table.index.astype(str).str.replace(
            r"\.\d+$", "", regex=True
        )  # Without the version.
        counts.append(table.groupby(level=0).sum())
        labels += [cancer] * table.shape[1]
    whole = pd.concat(counts, axis=1, join="inner")
    logs = np.log2(1 + whole.to_numpy(np.float64) * 1e6 / whole.sum().to_numpy())
    values = pd.DataFrame(logs, whole.index, whole.columns)
    deviation = values.sub(values.median(axis=1), axis=0).abs().median(axis=1)
    most = deviation.sort_values(ascending=False, kind="stable").index[:N_GENES]
    return _table(list(map(str, whole.columns)), labels, values.loc[most].to_numpy().T, list(most))


def _table(
    samples: list[str],
    labels: list[str],
    values: NDArray[np.float64],
    genes: list[str] | None = None,
) -> pd.DataFrame:
    names = genes or [f"g{i}" for i in range(values.shape[1])]
    table = pd.DataFrame(np.round(values, 2), columns=names)
    table.insert(0, "sample", samples)
    table.insert(1, "label", labels)
    return table


if __name__ == "__main__":
    main()
