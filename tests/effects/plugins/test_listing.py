from __future__ import annotations

from timbrespace.effects.plugins import listing
from timbrespace.effects.plugins.vst3 import consent


def by_title(monkeypatch, *folders):
    monkeypatch.setattr(listing, "file_folders", lambda: list(folders))
    return {each.title: each for each in listing.installed()}


def test_lv2_plugins_say_what_they_lack(zoo, monkeypatch):
    found = by_title(monkeypatch)
    assert found["Late"].id == f"lv2:{zoo}late"
    assert (found["Late"].parameters, found["Late"].missing) == (1, ())
    assert found["Stereo"].parameters == 2
    assert found["Needs"].missing == (
        "needs worker:schedule",
        "must be told urn:zoo:colour",
        "has a port of a kind that is not known: smell",
    )
    assert found["Organ"].missing == ("an instrument: no sound goes in",)


def test_a_damaged_bundle_is_named_and_hides_no_other(zoo_folder, tmp_path, monkeypatch):
    (tmp_path / "broken.lv2").mkdir()
    (tmp_path / "broken.lv2" / "manifest.ttl").write_text("<a> <b> \n ,, .")
    monkeypatch.setenv("LV2_PATH", f"{tmp_path}:{zoo_folder}")
    found = by_title(monkeypatch)
    assert "Line 2" in found["broken.lv2"].missing[0]
    assert found["Late"].missing == ()


def test_files_wait_for_trust_and_bundles_are_not_searched(tmp_path, monkeypatch):
    monkeypatch.setenv("LV2_PATH", "")
    monkeypatch.setenv("TIMBRESPACE_CONFIG", str(tmp_path / "config"))
    inside = tmp_path / "vst3" / "maker" / "Hall.vst3" / "Contents" / "Inner.vst3"
    inside.mkdir(parents=True)
    hall = by_title(monkeypatch, tmp_path / "vst3")["Hall"]
    path = tmp_path / "vst3" / "maker" / "Hall.vst3"
    assert hall.id == f"vst3:{path}" and hall.parameters is None
    assert f"not trusted yet: timbrespace plugins --trust '{path}'" in hall.missing
    consent.check(path, trust=True)
    assert not any(
        "trust" in each for each in by_title(monkeypatch, tmp_path / "vst3")["Hall"].missing
    )
    assert len(by_title(monkeypatch, tmp_path / "vst3")) == 1
