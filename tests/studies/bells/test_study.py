"""The recipe of the shipped voice walks from notes to a report, and goes on where it stopped."""

from __future__ import annotations

import json

import pytest

from timbrespace.studies import Options

pytest.importorskip("torch")


@pytest.fixture
def tiny(monkeypatch):
    """The same steps in seconds: a model of next to nothing, two sounds measured."""
    from timbrespace.studies.bells import study as bells

    monkeypatch.setattr(bells, "SMALL", {"preset": "small", "max_steps": 2})
    monkeypatch.setattr(bells, "MEASURED", 2)
    monkeypatch.setattr(bells, "HEARD", 1)
    return bells


def test_it_walks_to_a_report_and_does_no_step_twice(tmp_path, tiny):
    told: list[str] = []
    options = Options(tmp_path / "out", small=True, tell=told.append, command="timbrespace study")
    page = tiny.run(options)
    text = page.read_text(encoding="utf-8")
    assert "made by code, not recordings" in text and text.count("<audio") == 2
    results = json.loads(page.with_name("results.json").read_text(encoding="utf-8"))["results"]
    codecs = {r["where"]["codec"] for r in results if "codec" in r["where"]}
    assert {"space", "opus", "mel-pca", "dct", "pca"} <= codecs
    told.clear()
    tiny.run(options)
    assert told and all("done before" in line for line in told)
