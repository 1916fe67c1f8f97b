from __future__ import annotations

import pytest

from timbrespace.effects.plugins.vst3 import consent


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRESPACE_CONFIG", str(tmp_path / "config"))
    made = tmp_path / "Hall.vst3"
    (made / "Contents").mkdir(parents=True)
    (made / "Contents" / "a.so").write_bytes(b"one")
    return made


def test_trust_holds_for_this_content_only(path):
    with pytest.raises(consent.PluginNotTrusted, match=r"a program \(a plug-in\): opening"):
        consent.check(path, trust=False)
    assert consent.check(path, trust=True) == consent.check(path, trust=False)
    (path / "Contents" / "a.so").write_bytes(b"two")
    with pytest.raises(consent.PluginNotTrusted, match="has changed since you trusted it"):
        consent.check(path, trust=False)


def test_names_count_as_well_as_contents(path):
    before = consent.sha256_of(path)
    (path / "Contents" / "a.so").rename(path / "Contents" / "b.so")
    assert consent.sha256_of(path) != before


def test_where_it_lies_does_not_matter(path, tmp_path):
    before = consent.sha256_of(path)
    (tmp_path / "elsewhere").mkdir()
    assert consent.sha256_of(path.rename(tmp_path / "elsewhere" / "Hall.vst3")) == before
