"""One file that shows everything, runs nothing and fetches nothing."""

from __future__ import annotations

import base64
import re

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.reports.html import Report
from timbrespace.reports.style import canvas

EVIL = '<script>alert("x")</script>'


def test_what_users_wrote_is_text():
    report = Report(EVIL, EVIL).heading(EVIL).text(EVIL).bullets([EVIL]).command(EVIL)
    page = report.table([{EVIL: EVIL}], EVIL).sound(b"RIFF", EVIL).page()
    assert "<script" not in page and page.count("&lt;script&gt;") >= 9


def test_a_figures_caption_cannot_break_out_of_its_attribute():
    with canvas() as (figure, _):
        page = Report("r").figure(figure, '" onload="x').page()
    assert 'onload="x' not in page


def test_nothing_comes_from_elsewhere():
    with canvas() as (figure, axes):
        axes[0, 0].plot([1, 2])
        page = Report("r").figure(figure, "f").sound(b"RIFF", "s").page()
    assert all(src.startswith("data:") for src in re.findall(r'src="([^"]*)"', page))
    assert "default-src 'none'" in page and "<link" not in page


def test_sounds_and_figures_are_inside(tmp_path):
    (tmp_path / "a.flac").write_bytes(b"fLaC-bytes")
    page = Report("r").sound(tmp_path / "a.flac", "s").page()
    assert f"data:audio/flac;base64,{base64.b64encode(b'fLaC-bytes').decode()}" in page


def test_a_sound_that_no_browser_plays_is_refused(tmp_path):
    with pytest.raises(TimbrespaceError, match="cannot play"):
        Report("r").sound(tmp_path / "a.aiff", "s")


def test_tables_have_three_digits_and_empty_cells():
    page = Report("r").table([{"a": 0.12345, "b": None}, {"a": 2, "b": "x"}]).page()
    assert ">0.123<" in page and '<td class="n">2<' in page and "<td></td>" in page


def test_an_empty_table_is_no_failure():
    assert "<tbody></tbody>" in Report("r").table([]).page()


def test_the_same_report_is_the_same_bytes(tmp_path):
    def write(name):
        with canvas() as (figure, axes):
            axes[0, 0].plot([1, 2], label="a")
            axes[0, 0].legend()
        return Report("r").figure(figure, "f").write(tmp_path / name / "r.html").read_bytes()

    assert write("one") == write("two")
