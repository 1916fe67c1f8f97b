"""The book keeps what it is given, under one name, and loses nothing to a second writer."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from tests.surrogates.words.world import yes_or_no
from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.words.book import Book
from timbrespace.surrogates.words.marks import Mark, with_mark


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path / "words")


def test_a_word_that_is_begun_is_kept_only_when_kept(book):
    word = book.begun("very wobbly")
    assert (word.name, word.title) == ("very-wobbly", "Very wobbly") and book.names() == []
    book.keep(word)
    assert book.names() == ["very-wobbly"] and book.begun("Very Wobbly") == word


def test_renaming_moves_and_forgetting_deletes(book):
    word = book.keep(yes_or_no(6)[0])
    book.rename("wobbly", "Jelly like")
    assert book.names() == ["jelly-like"] and book.word("jelly-like").marks == word.marks
    assert book.rename("jelly-like", "JELLY-LIKE!").title == "JELLY-LIKE!"
    assert book.names() == ["jelly-like"], "a new title may keep the name"
    assert book.forget("jelly-like").marks == word.marks and book.words() == []


def test_names_that_are_taken_stay_theirs(book):
    book.keep(yes_or_no(6)[0])
    book.keep(replace(book.begun("glassy")))
    with pytest.raises(TimbrespaceError, match="have a word 'glassy' already"):
        book.rename("wobbly", "Glassy")
    with pytest.raises(TimbrespaceError, match="descriptor already"):
        book.rename("wobbly", "roughness")
    with pytest.raises(TimbrespaceError, match="no word 'crunchy' .there are: glassy, wobbly"):
        book.word("crunchy")


def test_of_two_writers_neither_is_lost(book):
    def mark(i):
        with book.writing():
            word = book.begun("wobbly")
            new = Mark(f"i{i}", 5.0, "item", "g", {})
            book.keep(replace(word, marks=with_mark(word.marks, new)))

    threads = [threading.Thread(target=mark, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {mark.id for mark in book.word("wobbly").marks} == {f"i{i}" for i in range(8)}


def test_words_are_kept_per_user(monkeypatch, tmp_path):
    monkeypatch.setenv("TIMBRESPACE_CONFIG", str(tmp_path / "me"))
    Book().keep(Book().begun("wobbly"))
    assert (tmp_path / "me" / "words" / "wobbly.json").is_file()
