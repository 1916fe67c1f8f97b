"""What a notebook's user sees first: the widget, or one line on what is missing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import timbrespace.widget
from timbrespace.errors import MissingExtra


def test_show_gives_the_widget(atlas, comm, static):
    widget = timbrespace.widget.show(atlas, static=static, colour_by="material")
    assert isinstance(widget, timbrespace.widget.AtlasWidget)
    assert widget.atlas is atlas
    assert widget.colour_by == "material"
    widget.close()


def test_without_the_extra_it_is_named(atlas, monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "timbrespace.widget.view", raising=False)
    with pytest.raises(MissingExtra, match=r"timbrespace\[notebook\]"):
        timbrespace.widget.show(atlas)


def test_importing_it_needs_no_notebook():
    code = "import sys; sys.modules['anywidget'] = None; import timbrespace.widget"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_it_has_no_other_attributes():
    with pytest.raises(AttributeError):
        _ = timbrespace.widget.nothing
