"""Words of one's own in real Chromium: marked on the map, learned, coloured by, shared."""

from __future__ import annotations

import json

import numpy as np
import pytest

from timbrespace.app.backend import Backend
from timbrespace.app.live import Instrument

from ..app.live.toy_engine import ToyEngine
from . import chromium

COLOUR = "timbrespace.page.look.colourBy"


@pytest.fixture
def engine():
    return ToyEngine()


@pytest.fixture
def served(engine, atlas):
    with chromium.serving(Backend(atlas, instrument=Instrument(lambda: engine))) as running:
        yield running


@pytest.fixture
def bright(atlas):
    """Ids of the sounds, the brightest first."""
    centroids = atlas.descriptors()["centroid_hz"].to_numpy()
    ids = atlas.items["id"].to_numpy()
    known = np.isfinite(centroids)
    return list(ids[known][np.argsort(-centroids[known])])


@pytest.fixture
def desk(served, open_page):
    return teaching(open_page(served.url))


def teaching(desk):
    desk.press("k")
    desk.wait("timbrespace.page.instrument.phase === 'on'")
    desk.page.get_by_text("Words of your own").click()
    return desk


def button(desk, name, **how):
    return desk.page.get_by_role("button", name=name, **how)


def rate(desk, what, name):
    group = desk.page.get_by_role("group", name=what)
    group.get_by_role("button", name=name, exact=True).click()
    desk.wait("!timbrespace.page.words.busy")


def select(desk, ids):
    page = "const { atlas, chosen } = timbrespace.page;"
    desk.page.evaluate(f"ids => {{ {page} chosen.select(ids.map((i) => atlas.indexOf(i))) }}",
                       ids)  # fmt: skip


def teach(desk, bright, title="Glassy"):
    desk.page.get_by_label("Your word", exact=True).fill(title)
    select(desk, bright[:10])
    rate(desk, "Rate what is selected", "is so")
    select(desk, bright[-10:])
    rate(desk, "Rate what is selected", "is not")
    button(desk, "Learn", exact=True).click()
    desk.wait("timbrespace.page.words.chosen?.fitted && !timbrespace.page.words.busy")


def legend(desk):
    return desk.page.get_by_role("region", name="Legend").inner_text()


def test_what_is_marked_with_a_lasso_becomes_a_colour_of_the_points(desk, bright):
    mouse = desk.page.mouse
    desk.page.keyboard.down("Shift")
    mouse.move(60, 80)
    mouse.down()
    for x, y in ((560, 80), (560, 520), (60, 520), (60, 90)):
        mouse.move(x, y, steps=6)
    mouse.up()
    desk.page.keyboard.up("Shift")
    n = desk.page.evaluate("timbrespace.page.chosen.selection.length")
    assert n > 3
    desk.page.get_by_label("Your word", exact=True).fill("Glassy")
    rate(desk, "Rate what is selected", "4 of 5")
    assert desk.page.evaluate("timbrespace.page.words.chosen.n_marks") == n
    rate(desk, "Rate what is selected", "4 of 5")  # Taken back.
    assert desk.page.evaluate("timbrespace.page.words.chosen.n_marks") == 0

    teach(desk, bright)
    button(desk, "Colour the map").click()
    desk.wait(f"{COLOUR}.name === 'glassy'")
    assert "Glassy" in legend(desk)
    of = "id => timbrespace.page.chart.colouring.index[timbrespace.page.atlas.indexOf(id)]"
    colours = [desk.page.evaluate(of, item) for item in bright]
    assert np.mean(colours[:10]) > np.mean(colours[-10:]) + 100

    desk.page.reload()
    desk.wait("Boolean(window.timbrespace?.page.words.columns.size)")
    desk.page.get_by_label("Colour by").select_option("word:glassy")
    desk.wait(f"{COLOUR}.name === 'glassy'")
    assert "Glassy" in legend(desk)
    assert [desk.page.evaluate(of, item) for item in bright] == colours


def test_what_would_teach_it_is_heard_and_rated_at_once(desk, bright):
    teach(desk, bright)
    button(desk, "Which sounds would teach it most?").click()
    desk.wait("timbrespace.page.words.lessons.length === 5")
    lesson = desk.page.evaluate("timbrespace.page.words.lessons[0]")
    assert lesson["item"] not in bright[:10] + bright[-10:]
    ringed = desk.page.evaluate("timbrespace.page.drawing.marks().neighbours")
    assert desk.page.evaluate("timbrespace.page.atlas.indexOf(timbrespace.page.words.lessons[0].item)") in ringed  # fmt: skip  # noqa: E501
    button(desk, f"Hear {lesson['name']}").click()
    desk.wait("id => timbrespace.played.some((each) => each.id === id)", lesson["item"])
    rate(desk, f"Rate {lesson['name']}", "2 of 5")
    marks = desk.page.evaluate("timbrespace.page.words.chosen.marks")
    assert marks[lesson["item"]] == 2
    badges = desk.page.evaluate("timbrespace.page.drawing.marks().said")
    assert len(badges) == 21 and {each["rating"] for each in badges} == {1, 2, 5}
    button(desk, "Learn again").click()
    desk.wait("id => !timbrespace.page.words.lessons.some((each) => each.item === id)",
              lesson["item"])  # fmt: skip


def test_how_far_it_can_be_relied_on_is_said(desk, bright):
    teach(desk, bright)
    meter = desk.page.get_by_role("meter", name="How far it can be relied on")
    found = desk.page.evaluate("timbrespace.page.words.chosen.reliability.concordance")
    assert 0.7 < found <= 1
    assert float(meter.get_attribute("aria-valuenow")) == found
    assert "in your order" in meter.get_attribute("aria-valuetext")


def test_it_is_renamed_rescaled_and_shared_as_a_file(desk, bright, tmp_path):
    teach(desk, bright)
    button(desk, "Colour the map").click()
    desk.page.get_by_text("Name, scale, share").click()
    desk.page.get_by_label("Not", exact=True).fill("0")
    desk.page.get_by_label("So", exact=True).fill("100")
    desk.page.get_by_label("Unit").fill("%")
    button(desk, "Rescale").click()
    desk.wait("timbrespace.page.words.chosen.high === 100 && !timbrespace.page.words.busy")
    assert "100" in legend(desk) and "%" in legend(desk)
    desk.page.get_by_label("Name", exact=True).fill("Very glassy")
    button(desk, "Rename").click()
    desk.wait(f"{COLOUR}.name === 'very-glassy'")
    assert "Very glassy" in legend(desk)

    desk.page.get_by_text("Name, scale, share").click()
    saved = desk.download(button(desk, "Save as a file").click)
    assert saved.suggested_filename == "very-glassy.json"
    path = tmp_path / "word.json"
    saved.save_as(path)
    assert json.loads(path.read_text())["title"] == "Very glassy"
    button(desk, "Forget Very glassy").click()
    button(desk, "Forget it", exact=True).click()
    desk.wait("timbrespace.page.words.list.length === 0")
    assert desk.page.evaluate("timbrespace.page.chart.colouring.legend.kind") != "plain"
    desk.page.get_by_label("File of a word").set_input_files(path)
    desk.wait("timbrespace.page.words.chosen?.name === 'very-glassy'")
    assert desk.page.evaluate("timbrespace.page.words.chosen.n_marks") == 20
    path.write_text("{}")
    desk.page.get_by_label("File of a word").set_input_files(path)
    desk.wait("Boolean(timbrespace.page.words.failure)")
    assert "not a word" in desk.page.get_by_role("alert").last.inner_text()


def test_a_voice_that_plays_gets_its_slider_and_hears_of_changes(desk, bright, engine):
    teach(desk, bright)
    assert engine.messages[-1] == {"do": "voice", "id": "stream:toy"}


def test_it_is_taught_from_the_selection_bar_by_keyboard(served, open_page, bright):
    desk = open_page(served.url)
    select(desk, bright[:3])
    button(desk, "Teach a word").click()
    desk.wait("timbrespace.page.instrument.phase === 'on'")
    field = desk.page.get_by_label("Your word", exact=True)
    field.fill("Wobbly")
    group = desk.page.get_by_role("group", name="Rate what is selected")
    group.get_by_role("button", name="is so").focus()
    desk.press("Enter")
    desk.wait("timbrespace.page.words.chosen?.n_yes === 3")
    assert group.get_by_role("button", name="is so").get_attribute("aria-pressed") == "true"
    button(desk, "Learn", exact=True).click()
    desk.wait("Boolean(timbrespace.page.words.failure)")
    assert "of each are the least" in desk.page.get_by_role("alert").last.inner_text()
