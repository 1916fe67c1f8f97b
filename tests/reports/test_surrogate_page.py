from __future__ import annotations

import re

import pytest

from timbrespace.reports.surrogate_page import domain_rows, report, word_rows

pytest.importorskip("torch")


@pytest.fixture(scope="module")
def found():
    from tests.surrogates.judged import judged

    return judged()


@pytest.fixture(scope="module")
def page(found):
    return report(found, notes=["One note & more."], seconds=3, seed=1, command="x --y").page()


def test_the_page_tells_the_whole_story(page):
    for heading in ("The words", "Asked for", "What moves along", "Foretold", "What made it"):
        assert f"<h2>{heading}" in page
    assert "One note &amp; more." in page and "x --y" in page
    assert page.count("<img") == 2


def test_a_word_without_a_slider_says_why(page, found):
    lost = found.surrogate.words[-1]
    assert f"{lost.title} gets no slider. {lost.problem}" in page


def test_where_words_are_defined_and_what_repeats_differ_by_is_there(page, found):
    assert "<h2>Where words mean something" in page and "between repeats" in page
    first = domain_rows(found)[0]
    assert str(first["defined"]).endswith("%") and first["unit"] == "LUFS"


def test_baselines_stand_beside(page):
    for name in ("kNN lookup", "random latent", "random forest", "feed-forward"):
        assert name in page


def test_the_same_evaluation_is_the_same_page(page, found):
    again = report(found, notes=["One note & more."], seconds=3, seed=1, command="x --y").page()
    assert page == again


def test_rows_say_what_is_reached_and_how_well(found):
    loudness, *_, last = word_rows(found)
    assert loudness["unit"] == "LUFS" and loudness["slider"] == "yes"
    assert re.fullmatch(r"-?\d\.\d\d \[-?\d\.\d\d -?\d\.\d\d\]", str(loudness["closed loop"]))
    assert str(loudness["rising"]).endswith("%")
    assert last["slider"] == "no"
