"""A program is run only when its user has said so, once for each content."""

from __future__ import annotations

import hashlib

import pytest

from timbrespace.spaces.playing import consent
from timbrespace.spaces.playing.consent import NotTrusted


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_trust_is_asked_once(tmp_path):
    path = tmp_path / "model.ts"
    with pytest.raises(NotTrusted, match="is a program"):
        consent.check(path, sha("one"), trust=False)
    consent.check(path, sha("one"), trust=True)
    consent.check(path, sha("one"), trust=False)
    assert consent.is_trusted(sha("one"))


def test_trust_is_of_the_content_not_of_the_place(tmp_path):
    path = tmp_path / "model.ts"
    consent.check(path, sha("one"), trust=True)
    consent.check(tmp_path / "elsewhere.ts", sha("one"), trust=False)
    with pytest.raises(NotTrusted, match="has changed since") as caught:
        consent.check(path, sha("two"), trust=False)
    assert caught.value.path == path and "--trust" in caught.value.remedy
    with pytest.raises(NotTrusted) as caught:
        consent.check(tmp_path / "other.ts", sha("two"), trust=False)
    assert "changed" not in caught.value.message
