"""The page leads to what lies beside it, and promises nothing that is not there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from timbrespace.jobs import Job
from timbrespace.reports.results import Result
from timbrespace.studies import Options
from timbrespace.studies.notebook import Findings, Notebook
from timbrespace.studies.sonify.page import LinkedReport, report


@dataclass
class Walked:
    """A study of whose steps only some were done."""

    options: Options
    notebook: Notebook
    of: tuple[dict[str, str], dict[str, str]] = field(
        default_factory=lambda: ({"genes": "gene expression"}, {"bells": "stream:bells"})
    )

    def titles(self) -> tuple[dict[str, str], dict[str, str]]:
        return self.of

    def first_ear(self) -> str:
        return "log-mel"


def page_of(tmp_path, **steps: list[Result]) -> str:
    notebook = Notebook(tmp_path, Job("study"), lambda said: None)
    for name, results in steps.items():
        notebook.step(name, name, {}, lambda results=results: Findings(results))
    walked: Any = Walked(Options(tmp_path), notebook)
    return report(walked)[0].page()


def test_the_map_is_named_by_its_place_in_the_folder(tmp_path):
    where = {"data": "genes", "voice": "bells"}
    page = page_of(tmp_path, **{"map-genes": [Result("mapped", where, 1234)]})
    assert "<h2>The map</h2>" in page and "layout of 1,234 items" in page
    assert "<pre>timbrespace serve genes-bells/map.atlas</pre>" in page
    assert str(tmp_path) not in page


def test_the_listening_test_is_a_link(tmp_path):
    page = page_of(tmp_path, listen=[])
    assert '<a href="listening.html">listening.html</a>, beside this report' in page


def test_what_was_not_made_is_not_promised(tmp_path):
    page = page_of(tmp_path)
    assert "The map</h2>" not in page and "listening.html" not in page


def test_a_link_is_escaped():
    page = LinkedReport("A").link('a"<b>.html', " & more").page()
    assert '<a href="a%22%3Cb%3E.html">a"&lt;b&gt;.html</a> &amp; more' in page.replace(
        "&quot;", '"'
    )
