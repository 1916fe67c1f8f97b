"""The command `plugins` as a user meets it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from timbrespace.cli.main import app
from timbrespace.effects.plugins import listing
from timbrespace.errors import TimbrespaceError

ZOO = """@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix doap: <http://usefulinc.com/ns/doap#> .
<urn:zoo#good> a lv2:Plugin ; lv2:binary <zoo.so> ; doap:name "Good" ; lv2:port
    [ a lv2:AudioPort , lv2:InputPort ; lv2:index 0 ; lv2:symbol "in" ] ,
    [ a lv2:AudioPort , lv2:OutputPort ; lv2:index 1 ; lv2:symbol "out" ] ,
    [ a lv2:ControlPort , lv2:InputPort ; lv2:index 2 ; lv2:symbol "gain" ; lv2:name "Gain" ] .
<urn:zoo#needs> a lv2:Plugin ; lv2:binary <zoo.so> ; doap:name "Needs" ;
    lv2:requiredFeature <http://lv2plug.in/ns/ext/worker#schedule> ; lv2:port
    [ a lv2:AudioPort , lv2:InputPort ; lv2:index 0 ; lv2:symbol "in" ] ,
    [ a lv2:AudioPort , lv2:OutputPort ; lv2:index 1 ; lv2:symbol "out" ] .
"""


def run(*arguments):
    return CliRunner().invoke(app, ["plugins", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def zoo(tmp_path, monkeypatch):
    (tmp_path / "lv2" / "zoo.lv2").mkdir(parents=True)
    (tmp_path / "lv2" / "zoo.lv2" / "manifest.ttl").write_text(ZOO)
    monkeypatch.setenv("LV2_PATH", str(tmp_path / "lv2"))
    monkeypatch.setattr(listing, "file_folders", lambda: [])


def test_it_lists_what_there_is_and_what_is_missing(zoo):
    lines = run().output.splitlines()
    assert lines[0] == "lv2:urn:zoo#good: Good, 1 setting"
    assert lines[1] == "lv2:urn:zoo#needs: Needs. Can't be used: needs worker:schedule"
    assert lines[2].startswith("1 of 2 can be used: timbrespace effect lv2:urn:zoo#good")


def test_json_is_json(zoo):
    good, needs = json.loads(run("--json").output)
    assert (good["parameters"], good["missing"]) == (1, [])
    assert (needs["format"], needs["missing"]) == ("LV2", ["needs worker:schedule"])


def test_where_nothing_is_installed_the_folders_are_named(tmp_path, monkeypatch):
    monkeypatch.setenv("LV2_PATH", str(tmp_path))
    monkeypatch.setattr(listing, "file_folders", lambda: [])
    assert f"No plug-ins are installed in {tmp_path}" in run().output


def test_trust_is_for_files_of_plugins(tmp_path):
    with pytest.raises(TimbrespaceError, match="no VST3 and no AU"):
        run("--trust", tmp_path / "song.wav")
