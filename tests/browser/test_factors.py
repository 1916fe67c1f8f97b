"""The Factors panel: a sound takes something of another; it is heard and seen."""

from __future__ import annotations

import numpy as np
import pytest

import timbrespace
from timbrespace.reports.html import Report

from . import chromium

pytestmark = pytest.mark.usefixtures("known_weights")

ENDED = "Boolean(timbrespace.page.factors.result ?? timbrespace.page.factors.failure)"


@pytest.fixture(scope="module")
def flowed(tmp_path_factory, flowed_folder, sounds):
    import shutil

    path = tmp_path_factory.mktemp("factors") / "flowed.atlas"
    shutil.copytree(flowed_folder, path)
    report = Report("Can 'material' be read?").text("It can, by 3 % <of> chance.")
    report.write(path / "reports" / "probe-material" / "report.html")
    return timbrespace.open(path, sounds=sounds)


@pytest.fixture(scope="module")
def served(flowed):
    with chromium.serving(flowed) as running:
        yield running


@pytest.fixture
def desk(served, open_page):
    return open_page(served.url)


@pytest.fixture
def two(flowed, desk):
    """A sound, and one of another material, both alone on their pixels."""
    material = dict(zip(flowed.items["id"], flowed.items["label.material"], strict=True))
    first, *others = desk.lonely()
    return first, next(each for each in others if material[each] != material[first])


def factors(desk):
    return desk.page.get_by_role("complementary", name="Factors")


def open_on(desk, item_id):
    """Click a sound, then open its factors by the key."""
    desk.page.mouse.click(*desk.place(item_id))
    desk.press("g")
    factors(desk).get_by_role("button", name="Take from").first.wait_for()


def wait_for_edit(desk):
    desk.wait(ENDED)
    failure = desk.page.evaluate("timbrespace.page.factors.failure?.message")
    assert failure is None, failure
    return edited(desk)


def take(desk, item_id):
    """Click "take from", then the donor, and wait for what comes of it."""
    factors(desk).get_by_role("button", name="Take from").first.click()
    desk.page.mouse.click(*desk.place(item_id))
    assert desk.page.evaluate("timbrespace.page.factors.donors") == {"material": item_id}
    return wait_for_edit(desk)


def edited(desk):
    return desk.page.evaluate("timbrespace.page.factors.result")


def test_a_sound_takes_its_material_from_another_and_the_page_shows_it(desk, two):
    receptor, donor = two
    open_on(desk, receptor)
    take(desk, donor)
    found = edited(desk)
    assert (found["item"], found["donors"]) == (receptor, {"material": donor})
    bars = factors(desk).get_by_role("region", name="What YAMNet hears in it")
    assert bars.get_by_role("listitem").count() == len(found["classes"])
    assert found["classes"][0]["name"] in bars.inner_text()
    probes = factors(desk).get_by_role("region", name="What probes read").inner_text()
    assert "material becomes" in probes and "action stays" in probes
    far = factors(desk).get_by_role("region", name="How far it went").inner_text()
    assert f"{found['clipped']['n_values']:,}" in far
    # A diamond on the map, where its nearest real sounds lie.
    placed = desk.state()["placed"]
    assert placed is not None and np.all(np.abs(placed) <= 1.2)


def test_the_slider_moves_the_bars_and_the_point(desk, two):
    open_on(desk, two[0])
    take(desk, two[1])
    far, place = edited(desk)["distances"]["receptor"], desk.state()["placed"]
    factors(desk).get_by_role("slider", name="How far").fill("0")
    desk.wait("timbrespace.page.factors.result?.strength === 0")
    assert edited(desk)["distances"]["receptor"] < 0.05 * far
    bars = desk.page.locator("[data-busy] li").all_inner_texts()
    assert all(len(set(text.split("\n")[-1].split(" → "))) == 1 for text in bars)
    assert desk.state()["placed"] != place


def test_without_a_donor_a_class_is_chosen_from_a_list(desk, flowed, two):
    open_on(desk, two[0])
    material = dict(zip(flowed.items["id"], flowed.items["label.material"], strict=True))
    wanted = material[two[1]]
    chooser = factors(desk).get_by_label("What material becomes")
    assert chooser.locator("optgroup option").all_inner_texts() == sorted(set(material.values()))
    chooser.select_option(wanted)
    found = wait_for_edit(desk)
    assert found["donors"] == {"material": f"class:{wanted}"}
    assert f"material becomes {wanted}" in factors(desk).inner_text()
    factors(desk).get_by_role("slider", name="How far").fill("0.5")
    desk.wait("timbrespace.page.factors.result?.strength === 0.5")
    chooser.select_option("own")
    assert desk.page.evaluate("Object.keys(timbrespace.page.factors.donors)") == []
    assert factors(desk).get_by_role("slider").count() == 0


def test_source_donor_and_neighbours_are_heard(desk, two):
    open_on(desk, two[0])
    take(desk, two[1])
    nearest = [each["id"] for each in edited(desk)["nearest"][:1]]
    desk.fetch(*two, *nearest)
    panel = factors(desk)
    places = [
        (two[0], panel.get_by_role("region", name="The sound to change")),
        (two[1], panel.locator("[data-factor=material]")),
        (nearest[0], panel.get_by_role("list", name="Nearest real sounds")),
    ]
    for item_id, place in places:
        button = place.get_by_role("button", name="Play").first
        sound = desk.while_recording(0.6, button.click)
        assert desk.played()[-1]["id"] == item_id
        assert not sound.is_silent


def test_the_changed_sound_is_made_and_played(desk, two, monkeypatch):
    from timbrespace.api import hearing

    quick = hearing.hear_edit.__kwdefaults__ | {"n_steps": 2}
    monkeypatch.setattr(hearing.hear_edit, "__kwdefaults__", quick)
    open_on(desk, two[0])
    take(desk, two[1])
    factors(desk).get_by_role("button", name="Make the changed sound").click()
    desk.wait("Boolean(timbrespace.page.factors.sound)")
    made = desk.page.evaluate("timbrespace.page.factors.sound.id")
    desk.wait("id => timbrespace.played.some((each) => each.id === id)", made)
    again = factors(desk).get_by_role("button", name="Changed sound")
    sound = desk.while_recording(0.6, again.click)
    assert desk.played()[-1]["id"] == made
    assert not sound.is_silent
    assert "of the way" in factors(desk).inner_text()


def test_by_keyboard_alone(desk):
    desk.press("ArrowLeft", "g")
    receptor = desk.state()["current"]
    button = factors(desk).get_by_role("button", name="Take from").first
    button.focus()
    desk.press("Enter", "ArrowLeft", "ArrowLeft", "ArrowLeft")
    donor = desk.state()["current"]
    assert donor != receptor
    desk.press("Enter")
    assert wait_for_edit(desk)["donors"] == {"material": donor}
    assert button.evaluate("each => each === document.activeElement")
    desk.page.evaluate("document.activeElement.blur()")
    desk.press("g")
    assert factors(desk).count() == 0


def test_escape_leaves_the_donor_as_it_was(desk, two):
    open_on(desk, two[0])
    factors(desk).get_by_role("button", name="Take from").first.click()
    desk.press("Escape")
    desk.page.mouse.click(*desk.place(two[1]))
    assert desk.page.evaluate("Object.keys(timbrespace.page.factors.donors)") == []
    assert desk.state()["current"] == two[1]


def test_a_report_opens_in_a_window_of_its_own(desk, served):
    desk.press("g")
    link = factors(desk).get_by_role("link", name="Can 'material' be read?")
    with desk.page.context.expect_page() as coming:
        link.click()
    report = coming.value
    report.wait_for_load_state()
    assert report.url == f"{served.url}api/reports/probe-material"
    assert "by 3 % <of> chance" in report.inner_text("body")
    assert report.evaluate("window.origin") == "null"


def test_without_a_flow_the_panel_says_which_commands_make_one(server, open_page):
    desk = open_page(server.url)
    desk.press("g")
    said = factors(desk).get_by_role("region", name="How to make a flow")
    said.wait_for()
    assert "timbrespace project" in said.inner_text()
    assert "timbrespace disentangle" in said.inner_text()
    desk.press("Escape")
    assert factors(desk).count() == 0
