"""What the study of surrogates says follows from its records."""

from __future__ import annotations

from timbrespace.reports.results import Result
from timbrespace.studies.records import Records
from timbrespace.studies.surrogates.words import in_short

WORDS = {"loudness_lufs": "Loudness", "brightness": "Brightness", "depth": "Depth",
         "roughness": "Roughness"}  # fmt: skip


def asked(word: str, value: float) -> Result:
    where = {"voice": "v", "word": word, "method": "gradient", "asked": "alone"}
    return Result("closed_loop_spearman", where, value, value - 0.05, value + 0.02)


def test_each_promised_word_is_kept_missed_or_has_no_slider():
    records = Records([asked("loudness_lufs", 0.97), asked("brightness", 0.7)])
    [said] = in_short(records, {"v": "The voice"}, WORDS)
    kept, missed, lost = said.split(";")
    assert kept.startswith("The voice: as asked") and "loudness 0.970" in kept
    assert "short of it" in missed and "brightness 0.700" in missed
    assert "no slider for depth and roughness" in lost


def test_reach_is_said_beside_what_always_saying_yes_would_give():
    one = Result("reached_precision", {"voice": "v", "word": "depth"}, 0.8,
                 baselines={"always said to be reached": 0.4})  # fmt: skip
    said = in_short(Records([one]), {"v": "The voice"}, WORDS)[-1]
    assert "80% are" in said and "40%" in said
