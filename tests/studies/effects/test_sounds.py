from __future__ import annotations

import csv

import numpy as np
import pytest

from tests.matching.matching_world import hiss
from tests.studies.effects.matching_world import write_data
from timbrespace.audio.write import write_wav
from timbrespace.errors import TimbrespaceError
from timbrespace.studies.effects.matching_items import CORPORA, held_back
from timbrespace.studies.effects.sounds import may_ship, part, tables_of


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


def add(folder, rows):
    """Append rows to the table of one folder of a collection, each with a sound."""
    (names, *_) = (folder / "labels.csv").read_text().splitlines()
    with (folder / "labels.csv").open("a", newline="") as file:
        writer = csv.DictWriter(file, names.split(","), restval="")
        for i, row in enumerate(rows):
            write_wav(folder / row["file"], hiss(50 + i, 0.6)[None], 44_100)
            writer.writerow(row)


def test_voices_and_kits_that_matching_is_measured_on_are_not_learned_from(tmp_path):
    """They may ship, and are kept back all the same: a matcher is asked about somebody new."""
    data = write_data(tmp_path / "data")
    kept = {"licence": "BSD-2", "source": "librivox_ps", "speaker": "librivox_sense"}
    add(data / "speech", [kept | {"file": f"kept{i}.wav"} for i in range(2)])
    kit = {"licence": "CC0-1.0", "source": "hydrogen", "family": "drums"}
    add(data / "instruments", [kit | {"file": f"rumpf_{i}.wav"} for i in range(3)])
    made = part(data, tmp_path / "out")
    of_items = {
        path.relative_to(data).as_posix()
        for kind in CORPORA
        for files in held_back(data, kind).values()
        for path in files
    }
    assert {"speech/kept0.wav", "instruments/rumpf_2.wav"} <= of_items
    learned = {row["file"] for row in table(made.learned)}
    assert len(learned) == 18 and not learned & of_items
    # The shipped space was learned from them, so that it is not measured on them either.
    measured = {row["file"] for row in table(made.measured)}
    assert not {name for name in measured if "kept" in name or "rumpf" in name}


def test_a_group_of_which_a_part_may_ship_is_measured_on_alone(tmp_path):
    data = write_data(tmp_path / "data")
    bound = {"licence": "GPL-2", "source": "ljspeech", "speaker": "g0", "file": "bound.wav"}
    add(data / "speech", [bound])
    made = part(data, tmp_path / "out")
    learned, measured = (
        {row["group"] for row in table(half)} for half in (made.learned, made.measured)
    )
    assert "speech:ljspeech:g0" in measured and "speech:ljspeech:g2" in learned
    assert not learned & measured and len(tables_of(data)) == 3


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
