from __future__ import annotations

import io
import json

import pytest

from timbrespace.reports.results import read_results
from timbrespace.reports.surrogate import results, terminal_table, write

pytest.importorskip("torch")


@pytest.fixture(scope="module")
def found():
    from tests.surrogates.judged import judged

    return judged()


def test_every_kind_of_number_is_there_with_what_it_has_to_beat(found):
    made = results(found, "timbrespace surrogate toy")
    names = {each.name for each in made}
    assert names >= {
        "share_silent", "share_clipped", "share_defined", "spread_between_latents",
        "spread_between_repeats", "r2", "coverage", "closed_loop_spearman",
        "closed_loop_median_error", "reached_precision", "monotonicity", "slider_travel",
        "leakage",
    }  # fmt: skip
    for each in made:
        assert each.value == each.value and each.command == "timbrespace surrogate toy"
    loops = [each for each in made if each.name == "closed_loop_spearman"]
    assert {each.where["method"] for each in loops} == {"gradient", "feed-forward"}
    assert all(set(e.baselines) == {"kNN lookup", "linear", "random latent"} for e in loops)
    r2 = [each for each in made if each.name == "r2"]
    assert {each.where["points"] for each in r2} == {"held-out latents", "held-out region"}
    assert all(set(each.baselines) == {"linear", "kNN", "random forest"} for each in r2)


def test_errors_are_in_the_words_units(found):
    of = {(e.name, e.where.get("word")): e.unit for e in results(found)}
    assert of["closed_loop_median_error", "loudness_lufs"] == "LUFS"
    assert of["closed_loop_median_error", "centroid_hz"] == "Hz"


def test_files_are_written_and_read_again(found, tmp_path):
    page = write(found, tmp_path, seconds=2.0, seed=3, notes=["Said so."], command="run it")
    assert page == tmp_path / "report.html" and "run it" in page.read_text()
    again = read_results(tmp_path / "results.json")
    assert [e.name for e in again] == [e.name for e in results(found)]
    assert json.loads((tmp_path / "results.json").read_text())["notes"] == ["Said so."]


def test_the_terminal_shows_a_row_for_each_word(found):
    from rich.console import Console

    console = Console(width=160, record=True, file=io.StringIO())
    console.print(terminal_table(found))
    text = console.export_text()
    for word in found.surrogate.words:
        assert word.title in text
    assert "[" in text, "intervals are eaten as markup"
