"""What a user types, and the tables that come back."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from rich.console import Console
from typer.testing import CliRunner

from timbrespace.cli.edit import evaluation_table, heard_table, parse_donors, verdicts
from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError
from timbrespace.factors.editing.summary import MEASURES, compare, summarise


@pytest.mark.parametrize(
    "given, extra",
    [
        ([], ["--material-from", "a1"]),
        ([], ["--material-from=a1"]),
        (["material=a1"], []),
    ],
)
def test_a_donor_can_be_named_in_several_ways(given, extra):
    assert parse_donors(given, extra) == {"material": "a1"}


@pytest.mark.parametrize(
    "given, extra",
    [([], []), (["material"], []), ([], ["--material", "a1"]), ([], ["--material-from"]),
     ([], ["material-from", "a1"])],
)  # fmt: skip
def test_what_names_no_donor_is_told_how_to(given, extra):
    with pytest.raises(TimbrespaceError, match="Write --"):
        parse_donors(given, extra)


def pairs() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    parts = []
    for method, lift in (("flow", 0.5), ("mean difference", 0.0)):
        columns = {name: rng.uniform(0, 0.1, 20) + lift for name in MEASURES}
        columns |= {"to_donor_before": np.full(20, 9.0), "to_donor_after": np.full(20, 8.0 - lift)}
        about = {"factor": "material", "method": method, "pair": range(20), "group": range(20)}
        parts.append(pd.DataFrame(about | columns))
    return pd.concat(parts, ignore_index=True)


def test_the_table_has_a_row_a_method_with_intervals():
    console = Console(width=300, record=True, file=None, quiet=True)
    with console.capture() as captured:
        console.quiet = False
        console.print(evaluation_table(summarise(pairs())))
    lines = captured.get().splitlines()
    assert "to donor's class" in lines[0] and len(lines) == 3
    assert "mean difference" in lines[2] and " to " in lines[1]


def test_verdicts_say_what_was_shown_and_count_what_was_not():
    found = compare(pairs())
    lines = verdicts(found)
    assert any(
        line.startswith("material: flow better than mean difference in both_logits")
        for line in lines
    )
    assert lines[-1] == "0 of 4 differences were not shown."


def test_ways_of_sounding_are_averaged():
    names = ("travelled", "p_gain", "moved", "kept", "source_db", "donor_db", "seconds")
    rows = {name: [0.5, 0.7] for name in names}
    table = heard_table(pd.DataFrame({"way": ["optimised", "optimised"], **rows}))
    assert table.row_count == 1
    assert list(table.columns[1].cells) == ["0.60"]


def test_help_says_how_to_name_a_donor():
    shown = CliRunner().invoke(app, ["edit", "--help"]).output
    assert "--material-from" in shown and "--item" in shown
    assert "held-out" in CliRunner().invoke(app, ["edits", "--help"]).output
