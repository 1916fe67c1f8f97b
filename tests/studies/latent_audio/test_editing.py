"""The sounds of the page are inside it, with what they are."""

from __future__ import annotations

from types import SimpleNamespace

from tests.studies.conftest import write_noise
from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.studies.latent_audio.editing import add_sounds
from timbrespace.studies.records import Records

PART = SimpleNamespace(name="recordings", title="recordings")
SHOWN = {
    "factor": "material",
    "number": "0",
    "labels": {"source": "wood, hit", "donor": "metal, rub"},
    "sounds": {"0/source.wav": "source", "0/edited.wav": "edited, optimised"},
    "top": {"before": "Wood", "after": "Bell"},
}


def test_each_sound_plays_from_the_page(tmp_path):
    for name in SHOWN["sounds"]:
        write_noise(tmp_path / "sounds" / name, 0.1)
    notebook = SimpleNamespace(folder=tmp_path, kept=lambda name: {"shown": [SHOWN]})
    where = {"factor": "material", "number": "0"}
    records = Records(
        [Result("p_wanted", {**where, "class": "metal", "at": "logits"}, 0.7,
                baselines={"before": 0.1}),
         Result("travelled", where, 0.625)]
    )  # fmt: skip
    report = Report("r")
    add_sounds(report, notebook, PART, records)
    page = report.page()
    assert page.count("<audio") == 2 == page.count("data:audio/wav;base64,")
    assert "source (wood, hit)" in page and "Bell" in page
    assert "0.700" in page and "0.100" in page and "0.625" in page


def test_without_sounds_there_is_no_section(tmp_path):
    notebook = SimpleNamespace(folder=tmp_path, kept=lambda name: {})
    report = Report("r")
    before = report.page()
    add_sounds(report, notebook, PART, Records([]))
    assert report.page() == before
