"""The built-in corpus, fetched once, read without running anything of it."""

from __future__ import annotations

import io
import tarfile

import pytest

from timbrespace.corpus import foxdot
from timbrespace.corpus.foxdot_letters import FAMILIES
from timbrespace.errors import TimbrespaceError


@pytest.mark.index
@pytest.mark.timeout(300)
def test_the_real_one(monkeypatch, tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache")
    try:
        archive = foxdot.fetch.from_index(
            foxdot.PACKAGE, foxdot.VERSION, kind="sdist", sha256=foxdot.SHA256
        )
    except TimbrespaceError as error:
        pytest.skip(f"SKIPPED LOUDLY: FoxDot cannot be fetched: {error}")
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(cache))
    monkeypatch.setattr(foxdot.fetch, "from_index", lambda *_, **__: archive)
    corpus = foxdot.corpus()
    assert len(corpus) == foxdot.N_SOUNDS and corpus.rejects.empty
    assert corpus.items["group"].nunique() > 60
    # Takes of one letter, and copies of one recording, are never apart.
    assert (corpus.items.groupby("sha256")["group"].nunique() == 1).all()
    kinds = corpus.items["label.class"].value_counts()
    assert kinds["snare"] > 20 and kinds["kick"] > 10 and kinds["other"] < 25
    assert set(kinds.index) <= {*FAMILIES, "other"}
    assert corpus.items["path"].str.fullmatch(r"[A-Za-z ]+/[A-Za-z0-9 ]+\.(wav|aif)").all()
    lower = corpus.items["path"].str.lower()
    assert lower.is_unique  # also where a and A are the same name
    assert corpus.credits[0]["licence"] == "CC-BY-SA-4.0"
    assert "Kirkbride" in (corpus.root / "NOTICE.txt").read_text()

    monkeypatch.setattr(foxdot.fetch, "from_index", lambda *_, **__: pytest.fail("asked again"))
    assert foxdot.corpus().items["id"].tolist() == corpus.items["id"].tolist()
    (corpus.root / corpus.items["path"][0]).unlink()
    monkeypatch.setattr(foxdot.fetch, "from_index", lambda *_, **__: archive)
    assert len(foxdot.corpus()) == foxdot.N_SOUNDS


def _archive(path, names):
    with tarfile.open(path, "w:gz") as tar:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = 4
            tar.addfile(info, io.BytesIO(b"RIFF"))
        link = tarfile.TarInfo("FoxDot-0.9.0/FoxDot/snd/x/lower/link.wav")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    return path


def test_names_in_an_archive_are_no_paths(tmp_path, monkeypatch):
    bad = [
        "x/FoxDot/snd/../../../../escaped.wav",
        "x/FoxDot/snd/_/../../up/evil.wav",
        "/x/FoxDot/snd/a/lower/rooted.wav",
        "x/FoxDot/snd/a/lower/fine.wav",
        "x/FoxDot/lib/code.py",
    ]
    archive = _archive(tmp_path / "a.tar.gz", bad)
    monkeypatch.setattr(foxdot, "N_SOUNDS", 3)
    home = tmp_path / "deep" / "er"
    home.mkdir(parents=True)
    foxdot.unpack(archive, home / "out")
    written = sorted(p for p in tmp_path.rglob("*") if p.is_file() and p != archive)
    assert all((home / "out") in p.parents for p in written)
    assert not any(p.is_symlink() for p in written)
    assert len([p for p in written if p.suffix == ".wav"]) == 3


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00broken"])
def test_what_is_no_archive_leaves_nothing_behind(tmp_path, content):
    (tmp_path / "a.tar.gz").write_bytes(content)
    with pytest.raises(TimbrespaceError):
        foxdot.unpack(tmp_path / "a.tar.gz", tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["a.tar.gz"]


def test_an_archive_with_too_few_sounds_is_refused(tmp_path):
    archive = _archive(tmp_path / "a.tar.gz", ["x/FoxDot/snd/a/lower/fine.wav"])
    with pytest.raises(TimbrespaceError, match="holds 1 sounds"):
        foxdot.unpack(archive, tmp_path / "out")
    assert not (tmp_path / "out").exists()
