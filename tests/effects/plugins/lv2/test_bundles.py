from __future__ import annotations

import pytest

from timbrespace.effects.plugins.lv2 import bundles
from timbrespace.errors import TimbrespaceError


def test_all_that_is_installed_is_found(zoo):
    found = list(bundles.installed())
    assert [each.uri.removeprefix(zoo) for each in found] == [
        "late", "trouble", "stereo", "asks", "refuses", "stuck", "needs", "organ",
    ]  # fmt: skip
    assert found[0].title == "Late" and found[0].binary.name == "zoo.so"
    assert found[0].binary.is_file()


def test_the_first_folder_goes_before(zoo_folder, tmp_path, monkeypatch):
    (tmp_path / "mine.lv2").mkdir()
    (tmp_path / "mine.lv2" / "manifest.ttl").write_text(
        "@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n"
        "<urn:timbrespace:zoo#late> a lv2:Plugin ; lv2:binary <mine.so> ."
    )
    monkeypatch.setenv("LV2_PATH", f"{tmp_path}:/nowhere:{zoo_folder}")
    assert bundles.find("urn:timbrespace:zoo#late").binary == tmp_path / "mine.lv2" / "mine.so"
    assert sum(each.uri.endswith("late") for each in bundles.installed()) == 1


def test_a_word_is_enough_where_it_is_clear(zoo):
    assert bundles.find("LATE").uri == f"{zoo}late"


def test_what_is_not_there_says_where_to_look(zoo):
    with pytest.raises(TimbrespaceError, match="timbrespace plugins"):
        bundles.find("urn:nothing")


def test_a_word_that_is_not_clear_is_no_name(zoo_folder, tmp_path, monkeypatch):
    (tmp_path / "other.lv2").mkdir()
    (tmp_path / "other.lv2" / "manifest.ttl").write_text(
        "@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n"
        "<urn:a/zoo#late> a lv2:Plugin ; lv2:binary <a.so> ."
        "<urn:b/zoo#late> a lv2:Plugin ; lv2:binary <b.so> ."
    )
    monkeypatch.setenv("LV2_PATH", str(tmp_path))
    with pytest.raises(TimbrespaceError, match="urn:a/zoo#late, urn:b/zoo#late"):
        bundles.find("late")


def test_an_empty_path_means_nothing_is_installed(monkeypatch):
    monkeypatch.setenv("LV2_PATH", "")
    assert list(bundles.installed()) == []
    monkeypatch.delenv("LV2_PATH")
    assert bundles.folders()


def test_the_real_suite_is_all_there(mda, monkeypatch):
    monkeypatch.delenv("LV2_PATH", raising=False)
    found = {each.uri: each for each in bundles.installed() if hasattr(each, "uri")}
    usable = [each for uri, each in found.items() if uri.startswith(mda) and not each.missing()]
    assert len(usable) >= 30
    leslie = found[f"{mda}Leslie"]
    assert [port.symbol for port in leslie.of("control")][:3] == ["mode", "lo_width", "lo_throb"]
