from __future__ import annotations

from pathlib import Path

import pytest

from timbrespace.api.plugins import plugin_folders, plugins, trust_plugin
from timbrespace.errors import TimbrespaceError


def test_folders_are_those_that_the_variable_names(tmp_path, monkeypatch):
    monkeypatch.setenv("LV2_PATH", str(tmp_path))
    assert plugin_folders()[0] == tmp_path
    assert not any(each.format == "LV2" for each in plugins())


def test_only_files_of_plugins_are_trusted():
    with pytest.raises(TimbrespaceError, match=r"\.vst3 or a \.component"):
        trust_plugin(Path("song.wav"))
