"""Twin of ``corpus/tables/upright.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from timbrespace.corpus.tables.upright import turned, upright


def expression(n_items: int = 12, n_measures: int = 40, *, seed: int = 0) -> pd.DataFrame:
    """Items by measures whose levels differ, as those of genes do; names that say nothing."""
    rng = np.random.default_rng(seed)
    values = rng.normal(5, 2, n_measures) + rng.normal(0, 1, (n_items, n_measures))
    frame = pd.DataFrame(values, columns=[f"m{i}" for i in range(n_measures)])
    frame.insert(0, "x", [f"i{i}" for i in range(n_items)])
    return frame


@pytest.mark.parametrize("shape", [(12, 40), (40, 12), (300, 4), (5, 500)])
@pytest.mark.parametrize("seed", range(4))
def test_either_way_up_is_seen_from_the_numbers_alone(shape: tuple[int, int], seed: int) -> None:
    frame = expression(*shape, seed=seed)
    stood, lay = upright(frame), upright(turned(frame))
    assert not stood.turned and lay.turned
    assert np.array_equal(stood.frame.iloc[:, 1:], lay.frame.iloc[:, 1:])
    assert lay.frame.columns[1:].tolist() == frame.columns[1:].tolist()
    assert "differ" in lay.because


def test_measures_whose_means_were_taken_away() -> None:
    frame = expression()
    frame.iloc[:, 1:] -= frame.iloc[:, 1:].mean()
    # Items that differ as a whole would else be taken for measures.
    frame.iloc[:, 1:] += np.linspace(-2, 2, len(frame))[:, None]
    assert not upright(frame).turned
    assert upright(turned(frame)).turned


@pytest.mark.parametrize(
    ("first", "turn"), [("gene", True), ("Hugo_Symbol", True), ("sample", False), ("id", False)]
)
def test_names_decide_before_numbers(first: str, turn: bool) -> None:
    frame = expression().rename(columns={"x": first})
    found = upright(frame)
    assert found.turned is turn


def test_genes_are_known_by_their_names() -> None:
    frame = expression()
    genes = [f"ENSG{i:011}" for i in range(frame.shape[1] - 1)]
    assert "first line" in upright(frame.set_axis(["x", *genes], axis=1)).because
    lying = turned(frame).assign(id=[f"ENSG{i:011}" for i in range(40)])
    found = upright(lying)
    assert found.turned and "first column" in found.because


def test_what_the_user_says_and_what_is_known_win() -> None:
    frame = expression().rename(columns={"x": "gene"})
    assert not upright(frame, transpose=False).turned
    assert upright(expression(), transpose=True).turned
    assert not upright(frame, measures=["m1", "m2"]).turned
    assert upright(turned(expression()), measures=["m1", "m2"]).turned


def test_turning_twice_gives_the_table_back() -> None:
    frame = expression().rename(columns={"x": "id"})
    assert turned(turned(frame)).equals(frame)


def test_a_row_of_labels_becomes_a_column_and_annotations_go() -> None:
    frame = pd.DataFrame(
        {"gene": ["label", "a", "b", "a"], "about": [None, "kinase", "ligase", "kinase"],
         "s1": ["x", "1", "2", "5"], "s2": ["y", "3", "4", "6"]}
    )  # fmt: skip
    made = turned(frame)
    assert made.columns.tolist() == ["id", "label", "a", "b", "a.1"]
    assert made["label"].tolist() == ["x", "y"]
    assert made[["a", "b", "a.1"]].to_numpy().tolist() == [[1, 2, 5], [3, 4, 6]]
