from __future__ import annotations

import csv

import numpy as np
import pytest

from tests.studies.effects.matching_world import write_data
from timbrespace.audio.write import write_wav
from timbrespace.errors import TimbrespaceError
from timbrespace.studies.effects.sounds import may_ship, part


def table(folder):
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def plain(tmp_path):
    """A folder without labels: six groups of two takes in two subfolders."""
    rng = np.random.default_rng(0)
    for kind in ("taps", "rubs"):
        for group in range(6):
            for take in range(2):
                path = tmp_path / "plain" / kind / f"g{group}" / f"{take}.wav"
                path.parent.mkdir(parents=True, exist_ok=True)
                write_wav(path, rng.normal(0, 0.1, (1, 9_000)).astype(np.float32), 16_000)
    return tmp_path / "plain"


def test_of_a_collection_licences_decide(tmp_path):
    data = write_data(tmp_path / "data")
    made = part(data, tmp_path / "out")
    learned, measured = table(made.learned), table(made.measured)
    assert learned and measured and made.collection == data
    assert all(may_ship(row["licence"]) for row in learned)
    assert not any(may_ship(row["licence"]) for row in measured)
    assert {row["file"] for row in learned}.isdisjoint(row["file"] for row in measured)
    assert all((made.learned / row["file"]).is_file() for row in learned)
    kinds = {item.corpus for item in made.items(2, seed=0)}
    assert kinds == {"speech", "music", "drums"}


def test_of_any_other_folder_half_the_groups_are_learned_from(plain, tmp_path):
    made = part(plain, tmp_path / "out", seed=1)
    learned, measured = (
        {row["group"] for row in table(half)} for half in (made.learned, made.measured)
    )
    assert made.collection is None and not learned & measured
    assert abs(len(learned) - len(measured)) <= 1
    assert {kind for _, _, kind in made.files()} <= {"taps", "rubs"}
    items = made.items(3, seed=0)
    # Nobody said what belongs together, so the sounds of a folder do.
    assert {item.group for item in items} == {"taps", "rubs"}
    again = part(plain, tmp_path / "other", seed=1)
    assert {row["group"] for row in table(again.learned)} == learned


def test_one_group_cannot_be_halved(tmp_path):
    (tmp_path / "only").mkdir()
    write_wav(tmp_path / "only" / "a.wav", np.full((1, 9_000), 0.1, np.float32), 16_000)
    with pytest.raises(TimbrespaceError, match="nothing is left"):
        part(tmp_path / "only", tmp_path / "out")
