"""Listening tests in a browser: heard, answered, saved, and read again."""

from __future__ import annotations

import pytest
from scipy.stats import binomtest

from timbrespace.listening.abx.answers import read_choices
from timbrespace.listening.abx.design import AbxTrial
from timbrespace.listening.abx.page import write_abx
from timbrespace.listening.answers import read_answers
from timbrespace.listening.page import write_page

from ..listening.world import RATE_HZ, noise, tone, trial
from . import chromium

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser):
    """A page of a file; what its script throws fails the test."""
    errors = []
    page = browser.new_page(accept_downloads=True)
    page.set_default_timeout(1_000 * chromium.PATIENCE_S)
    page.on("pageerror", lambda error: errors.append(error))

    def open_(file):
        page.goto(file.as_uri())
        return page

    yield open_
    page.close()
    assert not errors


@pytest.fixture
def page(opened, tmp_path):
    trials = [AbxTrial(f"t{k}", tone(300 + k), noise(k), RATE_HZ) for k in range(3)]
    return opened(write_abx(tmp_path / "abx.html", trials, title="Bells", question="Whose is X?"))


def begin(page, name):
    page.get_by_label("Your name, or any other: ").fill(name)
    page.get_by_role("button", name="Begin").click()


def saved(page, file):
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the results").click()
    waiting.value.save_as(file)
    return file


def answer(page, which):
    page.get_by_role("button", name="Hear A").wait_for()
    assert page.get_by_role("button", name="X is A").is_disabled()
    for letter in "ABX":
        page.keyboard.press(letter.lower())
    page.get_by_role("button", name=f"X is {which}").click()
    page.locator("#next").click()


def test_all_is_heard_answered_and_saved(page, tmp_path):
    begin(page, "Ann Other")
    for which in "AAB":
        answer(page, which)
    file = saved(page, tmp_path / "answers.csv")
    choices = read_choices([file])
    assert {choice.trial for choice in choices} == {"t0", "t1", "t2"}
    assert {choice.listener for choice in choices} == {"Ann Other"}
    lines = file.read_text().splitlines()
    assert lines[0] == (
        "test,seed,listener,trial,position,condition,a,b,x,answer,right,listens,trial_s"
    )
    right = [line.split(",")[10] == "1" for line in lines[1:]]
    assert right == [choice.right for choice in choices]


def test_a_reload_goes_on_where_it_was(page):
    begin(page, "Bob")
    answer(page, "B")
    page.reload()
    begin(page, "Bob")
    page.get_by_text("Trial 2 of 3").wait_for()


def test_the_open_atlas_is_a_test_that_says_at_its_end_how_many_were_right(desk, tmp_path):
    door = desk.page.get_by_role("button", name="Listening test")
    door.click()
    dialog = desk.page.get_by_role("dialog", name="Listening test")
    dialog.get_by_label("Kinds of").select_option("action")
    dialog.get_by_label("Pairs").fill("6")
    dialog.get_by_role("button", name="Make the test").click()
    link = dialog.get_by_role("link", name="Open the test")
    with desk.page.context.expect_page() as opening:
        link.click()
    test, errors = opening.value, []
    test.on("pageerror", lambda error: errors.append(error))
    begin(test, "Ann")
    for _ in range(6):
        answer(test, "A")
    told = test.locator(".told").inner_text()
    choices = read_choices([saved(test, tmp_path / "answers.csv")])
    n_right = sum(choice.right for choice in choices)
    exact = binomtest(n_right, 6).proportion_ci(0.95, "exact")
    interval = f"{exact.low:.3f}", f"{exact.high:.3f}"
    assert told.startswith(f"{n_right} of 6 right, exact 95 % interval [{', '.join(interval)}].")
    head, *lines = (tmp_path / "answers.csv").read_text().splitlines()
    assert head.endswith(",n_right,n,low95,high95") and len(lines) == 6
    assert all(line.endswith(f",{n_right},6,{','.join(interval)}") for line in lines)
    assert not errors


def test_sounds_are_rated_beside_their_reference(opened, tmp_path):
    page = opened(write_page(tmp_path / "mushra.html", [trial("drum")], title="Drums"))
    begin(page, "Ann")
    for letter, rating in zip("ABC", (100, 40, 10), strict=True):
        slider = page.get_by_label(f"Rating of {letter}")
        slider.focus()
        slider.fill(str(rating))
    page.locator("#next").click()
    answers = read_answers([saved(page, tmp_path / "answers.csv")])
    assert sorted(each.rating for each in answers) == [10, 40, 100]
    assert {each.role for each in answers} == {"reference", "condition", "anchor"}
