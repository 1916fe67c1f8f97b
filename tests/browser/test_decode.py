"""The Blend panel: what lies between sounds is heard, dragged along, compared and kept."""

from __future__ import annotations

import io
import shutil

import numpy as np
import pytest
import soundfile

import timbrespace
from timbrespace.api.decoding import open_decoder

from .. import dct_space
from . import chromium
from .ear import likeness, roughest

SETTLED = "!timbrespace.page.decode.busy && timbrespace.page.ear.looper.busy_ms === 0"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return dct_space.write(tmp_path_factory.mktemp("spaces") / "toy.space")


@pytest.fixture(scope="module")
def decoding(tmp_path_factory, atlas_folder, sounds, folder):
    path = tmp_path_factory.mktemp("blend") / "synthetic.atlas"
    shutil.copytree(atlas_folder, path)
    atlas = timbrespace.open(path, sounds=sounds)
    dct_space.add_to(atlas, folder)
    return timbrespace.open(path, sounds=sounds)


@pytest.fixture(scope="module")
def served(decoding):
    with chromium.serving(decoding) as running:
        yield running


@pytest.fixture(autouse=True)
def known(monkeypatch, folder, tmp_path):
    dct_space.register(monkeypatch)
    monkeypatch.setattr("timbrespace.spaces.trained.installed.VOICES", tmp_path / "voices")
    dct_space.learn(folder)


@pytest.fixture
def desk(served, open_page):
    found = open_page(served.url)
    found.wait("timbrespace.page.decode.available")
    return found


@pytest.fixture
def two(desk):
    return desk.lonely(2)


def panel(desk):
    return desk.page.get_by_role("complementary", name="Blend")


def slider(desk):
    return panel(desk).get_by_role("slider", name="Place on the path")


def decode(desk, what):
    return desk.page.evaluate(f"timbrespace.page.decode.{what}")


def open_on(desk, *item_ids):
    desk.press("b")
    for item_id in item_ids:
        desk.page.mouse.click(*desk.place(item_id))
    assert decode(desk, "items") == list(item_ids)
    desk.wait("Boolean(timbrespace.page.decode.encoding.ready)")
    desk.press(".")


def settle(desk):
    desk.wait(SETTLED)
    assert decode(desk, "failure?.message") is None


def going_round(desk, act, duration_s):
    """A recording of a sound that repeats, long enough to hold it once from end to end."""
    desk.press(".")
    desk.wait("timbrespace.heard().peak < 1e-6")
    act()
    desk.wait("timbrespace.heard().peak > 1e-4")
    settle(desk)
    return desk.while_recording(2.1 * duration_s + 0.2, lambda: None)


def mixture(atlas, items, **where):
    return open_decoder(atlas).blend(items).sound(**where)


def test_two_clicks_and_a_slider_let_hear_what_lies_between(desk, two, decoding):
    open_on(desk, *two)
    chips = panel(desk).get_by_role("listitem")
    assert chips.count() == 2
    expected = mixture(decoding, two, at=0.3)
    sound = going_round(desk, lambda: slider(desk).fill("0.3"), expected.duration_s)
    assert desk.played()[-1]["id"] == "blend" and desk.played()[-1]["why"] == "blend"
    assert likeness(sound, expected.audio[0], expected.sample_rate) > 0.9
    assert "70 %" in chips.nth(0).inner_text() and "30 %" in chips.nth(1).inner_text()
    assert 0 < decode(desk, "latency_ms") < 5_000
    assert "ms" in panel(desk).locator("[data-latency]").inner_text()


def test_dragging_the_slider_never_clicks(desk, two, decoding):
    open_on(desk, *two)
    slider(desk).fill("0")
    settle(desk)

    def drag():
        for step in range(1, 11):
            slider(desk).fill(str(step / 10))
            desk.page.wait_for_timeout(90)

    sound = desk.while_recording(1.5, drag)
    settle(desk)
    volume = desk.state()["volume"]
    # Nothing that was played bends more sharply than the sounds themselves.
    sources = [mixture(decoding, [item]).audio[0] for item in two]
    steepest = volume * max(roughest(source) for source in sources)
    assert not sound.is_silent
    assert roughest(sound.wave) < 1.3 * steepest
    n_turns = sum(each["why"] == "blend" for each in desk.played())
    assert n_turns >= 3


def test_only_the_last_place_is_asked_for(desk, two):
    open_on(desk, *two)
    asked = []
    desk.page.on("request", lambda each: asked.append(each.url) if "weights" in each.url else None)
    desk.page.evaluate("for (let i = 1; i <= 40; i++) timbrespace.page.decode.move(i / 40)")
    settle(desk)
    assert 1 <= len(asked) <= 3
    assert "weights=0%2C1" in asked[-1] or "weights=0,1" in asked[-1]


def test_a_hand_drags_along_the_path_on_the_map(desk, two):
    open_on(desk, *two)
    (x0, y0), (x1, y1) = desk.place(two[0]), desk.place(two[1])
    mouse = desk.page.mouse
    mouse.move(x0, y0)
    mouse.down()
    for share in (0.2, 0.45, 0.75):
        mouse.move(x0 + share * (x1 - x0), y0 + share * (y1 - y0))
    mouse.up()
    settle(desk)
    assert decode(desk, "at") == pytest.approx(0.75, abs=0.02)
    assert float(slider(desk).input_value()) == pytest.approx(0.75, abs=0.02)
    assert "blend" in desk.state()["playing"]
    assert decode(desk, "items") == two
    mouse.move(20, 400)
    assert decode(desk, "at") == pytest.approx(0.75, abs=0.02)


def test_the_mean_of_all_and_the_source_of_one(desk, two, decoding):
    third = desk.lonely()[2]
    items = [*two, third]
    open_on(desk, *items)
    button = panel(desk).get_by_role("button", name="Average")
    mean = mixture(decoding, items)
    sound = going_round(desk, button.click, mean.duration_s)
    assert likeness(sound, mean.audio[0], mean.sample_rate) > 0.9
    assert button.get_attribute("aria-pressed") == "true"

    source = panel(desk).get_by_role("button", name="Source")
    wave, rate = soundfile.read(decoding.sound_path(two[0]), always_2d=True)
    sound = going_round(desk, source.click, len(wave) / rate)
    assert desk.state()["playing"] == ["source"]
    assert button.get_attribute("aria-pressed") == "false"
    assert likeness(sound, wave.mean(axis=1), rate) > 0.9
    source.click()
    settle(desk)
    assert desk.state()["playing"] == ["blend"]


def test_one_sound_alone_is_what_the_space_keeps_of_it(desk, two, decoding):
    open_on(desk, two[0])
    assert slider(desk).count() == 0
    play = (
        panel(desk).get_by_role("region", name="Between them").get_by_role("button", name="Play")
    )
    kept = mixture(decoding, [two[0]])
    sound = going_round(desk, play.click, kept.duration_s)
    assert likeness(sound, kept.audio[0], kept.sample_rate) > 0.9


def test_what_plays_once_stops_and_what_repeats_goes_on(desk, two):
    open_on(desk, two[0])
    duration_s = decode(desk, "encoding.ready.durations_s[0]")
    region = panel(desk).get_by_role("region", name="Between them")
    region.get_by_role("button", name="Play").click()
    desk.page.wait_for_timeout(1000 * duration_s + 300)
    assert desk.state()["playing"] == ["blend"]
    desk.press(".")
    desk.wait("timbrespace.state().playing.length === 0")
    region.get_by_role("button", name="Repeat").click()
    n = len(desk.played())
    region.get_by_role("button", name="Play").click()
    desk.wait("n => timbrespace.played.length > n", n)
    desk.wait("timbrespace.state().playing.length === 0")


def test_random_latents_sound_and_each_time_others(desk):
    desk.press("b")
    region = panel(desk).get_by_role("region", name="Random latents")
    seeds = []
    for name in ("Like the atlas", "Prior", "Box", "Box"):
        region.get_by_role("button", name=name, exact=True).click()
        desk.wait("timbrespace.heard().peak > 1e-4")
        desk.wait("!timbrespace.page.decode.drawing")
        assert decode(desk, "failure?.message") is None
        desk.press(".")
        desk.wait("timbrespace.heard().peak < 1e-6")
        seeds.append(decode(desk, "made.name"))
    assert len(set(seeds)) == 4
    saved = desk.download(region.get_by_role("button", name="Save the random sound as WAV").click)
    samples, rate = soundfile.read(saved.path())
    assert len(samples) == 2 * rate == 2 * dct_space.RATE_HZ


def test_what_is_heard_is_saved(desk, two, decoding):
    open_on(desk, *two)
    slider(desk).fill("0.5")
    settle(desk)
    saved = desk.download(panel(desk).get_by_role("button", name="Save as WAV").click)
    assert saved.suggested_filename.endswith("at-0.50.wav")
    with open(saved.path(), "rb") as file:
        samples, _ = soundfile.read(io.BytesIO(file.read()))
    assert samples == pytest.approx(mixture(decoding, two, at=0.5).audio[0], abs=1e-4)


def test_the_order_of_the_path_is_changed_and_sounds_are_taken_out(desk):
    a, b, c = desk.lonely(3)
    open_on(desk, a, b, c)
    panel(desk).get_by_role("button", name="Earlier on the path").nth(2).click()
    assert decode(desk, "items") == [a, c, b]
    panel(desk).get_by_role("button", name="Take out").first.click()
    assert decode(desk, "items") == [c, b]
    panel(desk).get_by_role("button", name="Clear").click()
    assert decode(desk, "items") == []


def test_the_selection_is_taken(desk):
    chosen = desk.lonely(3)
    desk.page.evaluate(
        "ids => { const { atlas, chosen } = timbrespace.page;"
        " chosen.select(ids.map((id) => atlas.indexOf(id))) }",
        chosen[:2],
    )
    desk.press("b")
    assert set(decode(desk, "items")) == set(chosen[:2])
    desk.page.evaluate(
        "id => timbrespace.page.chosen.select([timbrespace.page.atlas.indexOf(id)])", chosen[2]
    )
    panel(desk).get_by_role("button", name="Add the 1 selected sound").click()
    assert set(decode(desk, "items")) == set(chosen)


def test_by_keyboard_alone(desk):
    desk.press("b", "ArrowLeft", "Enter", "ArrowLeft", "Enter")
    assert len(decode(desk, "items")) == 2
    slider(desk).focus()
    desk.press(*["ArrowRight"] * 10)
    settle(desk)
    assert decode(desk, "at") == pytest.approx(0.2)
    assert "80 %" in slider(desk).get_attribute("aria-valuetext")
    assert "blend" in desk.state()["playing"]
    desk.page.evaluate("document.activeElement.blur()")
    desk.press("Escape")
    assert panel(desk).count() == 0
    desk.wait("timbrespace.state().playing.length === 0")


def test_panels_take_turns(desk):
    desk.press("b")
    assert panel(desk).count() == 1
    desk.press("g")
    assert panel(desk).count() == 0
    desk.press("b")
    assert panel(desk).count() == 1
    assert desk.page.get_by_role("complementary").count() == 1
    desk.press("i")
    assert panel(desk).count() == 0


def test_sounds_that_the_server_let_go_are_encoded_again(desk, two, served):
    open_on(desk, *two)
    slider(desk).fill("0.2")
    settle(desk)
    desk.page.evaluate(
        "() => { const { encoding } = timbrespace.page.decode;"
        " encoding.preparing = { ...encoding.preparing,"
        " ready: Promise.resolve({ ...encoding.ready, id: 'decode-0' }) } }"
    )
    slider(desk).fill("0.7")
    settle(desk)
    assert decode(desk, "made.name") == "at-0.70"


def test_a_space_that_cannot_be_opened_says_why(served, open_page, tmp_path):
    dct_space.learn(dct_space.write(tmp_path / "newer.space", version=2))
    desk = open_page(served.url)
    desk.wait("timbrespace.page.decode.available")
    desk.press("b")
    assert "not the one that this atlas" in panel(desk).get_by_role("alert").inner_text()
    assert panel(desk).get_by_role("button", name="Prior").count() == 0


def test_without_a_space_that_decodes_there_is_no_panel(server, open_page, monkeypatch, tmp_path):
    monkeypatch.setenv("TIMBRESPACE_CONFIG", str(tmp_path / "nothing"))
    desk = open_page(server.url)
    desk.wait("Boolean(timbrespace.page.decode.info)")
    assert desk.page.get_by_role("button", name="Blend").count() == 0
    desk.press("b")
    desk.wait("timbrespace.page.notices.all.length > 0")
    assert panel(desk).count() == 0
    assert "no space here that decodes" in desk.page.get_by_role("log").inner_text()


def test_a_space_that_was_trained_meanwhile_is_found(server, open_page, monkeypatch, tmp_path):
    config = tmp_path / "mine"
    monkeypatch.setenv("TIMBRESPACE_CONFIG", str(config))
    desk = open_page(server.url)
    desk.wait("Boolean(timbrespace.page.decode.info)")
    dct_space.learn(dct_space.write(tmp_path / "new.space", "new"))
    desk.press("b")
    desk.wait("timbrespace.page.decode.open")
    assert "dct:new" in panel(desk).inner_text()
    assert "not encoded with it" in panel(desk).inner_text()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_it_fits_into_a_narrow_window(served, open_page, theme):
    desk = open_page(served.url, viewport={"width": 400, "height": 760}, color_scheme=theme)
    desk.wait("timbrespace.page.decode.available")
    desk.press("b", "ArrowLeft", "Enter", "ArrowLeft", "Enter")
    box, own = panel(desk).bounding_box(), slider(desk).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 400
    assert box["y"] <= own["y"] and own["y"] + own["height"] <= box["y"] + box["height"]
    wide = panel(desk).evaluate("each => each.scrollWidth - each.clientWidth")
    assert wide <= 1
    assert np.isfinite(own["width"]) and own["width"] > 200
