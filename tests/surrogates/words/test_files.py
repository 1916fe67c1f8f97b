"""A word survives its file, and a file from a stranger does no harm."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.surrogates.words.world import BLOCK, rated, yes_or_no
from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.words.files import as_plain, read_word, write_word
from timbrespace.surrogates.words.word import fit_word


@pytest.mark.parametrize("made", [yes_or_no, rated])
def test_what_is_written_is_read(tmp_path, made):
    word, rows = made()
    rows[:, 1] = 3.0  # never changes: its spread is infinite
    fitted = fit_word(word, rows, [BLOCK])
    again = read_word(write_word(tmp_path / "w.json", fitted))
    np.testing.assert_array_equal(again.fitted().values(rows), fitted.fitted().values(rows))
    assert again.marks == word.marks and again.reliability == fitted.reliability
    assert again.player() is again.fitted()


def test_marks_may_be_left_out(tmp_path):
    word, rows = yes_or_no()
    fitted = fit_word(word, rows, [BLOCK])
    text = write_word(tmp_path / "w.json", fitted, marks=False).read_text()
    again = read_word(tmp_path / "w.json")
    assert again.marks == () and "toy" not in text
    np.testing.assert_array_equal(again.fitted().values(rows), fitted.fitted().values(rows))


def spoil(plain, path, value):
    *way, last = path
    for key in way:
        plain = plain[key]
    plain[last] = value


@pytest.mark.parametrize(
    "path, value",
    [
        (["format"], "something else"),
        (["name"], "9"),
        (["low"], 1.0),
        (["low"], "nan"),
        (["model", "kind"], "pickle"),
        (["model", "weights"], [1.0]),
        (["model", "softness"], 0),
        (["model", "weights", 0], None),
        (["model", "spread", 0], -1.0),
        (["model", "blocks"], []),
        (["model", "blocks"], 3),
        (["marks", 0, "rating"], 9),
        (["marks", 0, "source"], "elsewhere"),
        (["marks", 0, "descriptors"], []),
        (["reliability"], {"a": 1}),
    ],
)
def test_what_is_no_word_is_refused_in_words(tmp_path, path, value):
    word, rows = yes_or_no(12)
    plain = json.loads(json.dumps(as_plain(fit_word(word, rows, [BLOCK]))))
    spoil(plain, path, value)
    (tmp_path / "w.json").write_text(json.dumps(plain))
    with pytest.raises(TimbrespaceError):
        read_word(tmp_path / "w.json")


@pytest.mark.parametrize("content", ["", "[]", "3", "{}", "not json", '{"format": null}'])
def test_other_files_are_refused(tmp_path, content):
    (tmp_path / "w.json").write_text(content)
    with pytest.raises(TimbrespaceError):
        read_word(tmp_path / "w.json")
    with pytest.raises(TimbrespaceError, match="no file"):
        read_word(tmp_path / "none.json")
