"""The Effects panel in real Chromium: a map of settings that plays, with ours and with mda."""

from __future__ import annotations

import csv
import io
import tomllib
import zipfile

import numpy as np
import pytest
import soundfile

from timbrespace.app.backend import Backend
from timbrespace.app.empty import NoAtlas
from timbrespace.places import CACHE_VARIABLE, CONFIG_VARIABLE

from . import chromium
from .ear import Recording, roughest

# What tries settings stands back behind all that is busy, and what plays is made meanwhile.
pytestmark = pytest.mark.real_time

RATE_HZ = 48_000
OURS = "overdrive"
MDA = "lv2:http://drobilla.net/plugins/mda/Overdrive"
#: Settings on a map: enough for a layout, few enough for a test.
N = 32
SOUNDS = "timbrespace.page.effects.rack.report?.flowing"


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A user who has kept nothing yet."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in (CACHE_VARIABLE, CONFIG_VARIABLE):
            patch.setenv(variable, str(tmp_path_factory.mktemp("user")))
        yield


@pytest.fixture(scope="module")
def served(atlas, places):
    with chromium.serving(Backend(atlas)) as running:
        yield running


@pytest.fixture(scope="module")
def tone(tmp_path_factory):
    """Two seconds of a chord whose loop has no seam."""
    seconds = np.arange(2 * RATE_HZ) / RATE_HZ
    wave = sum(0.12 * np.sin(2 * np.pi * f * seconds) for f in (110, 220, 330))
    path = tmp_path_factory.mktemp("tone") / "chord.wav"
    soundfile.write(path, wave, RATE_HZ)
    return path


@pytest.fixture
def desk(served, open_page):
    found = open_page(served.url)
    opened(found)
    return found


def opened(desk, effect=OURS):
    desk.page.evaluate("n => { timbrespace.page.effects.size = { n, most: n } }", N)
    desk.press("w")
    desk.wait("timbrespace.page.effects.rack.phase === 'on'")
    desk.wait("timbrespace.page.effects.current !== ''")
    if effects(desk, "current") != effect:
        desk.page.get_by_label("Effect", exact=True).select_option(effect)
    desk.wait("e => timbrespace.page.effects.current === e", effect)
    # Wherever the last test has left it: as it began, with the effect.
    desk.page.evaluate("timbrespace.page.effects.rack.flipDry(false)")
    desk.page.get_by_role("button", name="As it began").click()
    all_there(desk)


def all_there(desk):
    desk.wait(f"timbrespace.page.effects.cloud.n_placed === {N}", patience_s=180)
    desk.wait("timbrespace.page.effects.spot !== null")


def effects(desk, what):
    return desk.page.evaluate(f"timbrespace.page.effects.{what}")


def button(desk, name, **how):
    return desk.page.get_by_role("button", name=name, **how)


def knob(desk, name):
    return desk.page.get_by_role("slider", name=name, exact=True)


def upload(desk, path, what):
    before = effects(desk, "sound?.sound ?? ''")
    desk.page.locator(f"[data-file={what}]").set_input_files(str(path))
    if what == "clip":  # The last test may have sent the same: it is another sound all the same.
        desk.wait("sound => timbrespace.page.effects.sound?.sound !== sound", before)


def pixel(desk, x, y):
    """Where a place of the map of settings is in the window; x and y from 0 to 1."""
    box = desk.page.locator("[data-settings]").bounding_box()
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def click(desk, x, y):
    desk.page.mouse.click(*pixel(desk, x, y))


def recorded(desk, seconds, act=lambda: None):
    """What leaves the page while something is done."""
    take = """s => { window.taken = timbrespace.rack.record(s).catch(() => null) }"""
    # A machine that is busy may be given another sound device meanwhile.
    for _ in range(4):
        desk.page.evaluate(take, seconds)
        act()
        found = desk.page.evaluate("window.taken")
        if found:
            break
        settle(desk)
    return Recording(np.array(found["left"], np.float32), found["rate_hz"], found["starts_s"])


def level_db(wave):
    return 10 * np.log10(np.mean(np.square(wave, dtype=float)) + 1e-20)


def harmonics(wave):
    """Share of the power that is not in the three partials of the chord."""
    power = np.abs(np.fft.rfft(wave * np.hanning(len(wave)))) ** 2
    hz = np.fft.rfftfreq(len(wave), 1 / RATE_HZ)
    own = sum((np.abs(hz - f) < 15) for f in (110, 220, 330)) > 0
    return float(power[~own].sum() / power.sum())


def heard_once(desk, holds, tries=12):
    """Half a second of what is heard, as soon as it is as it should be; a busy machine is late."""
    for _ in range(tries):
        wave = recorded(desk, 0.5).wave
        if holds(wave):
            return wave
    raise AssertionError("waited in vain for a sound that is as it should be")


def settle(desk, ms=400):
    desk.page.wait_for_timeout(ms)


def needs(effect):
    if effect == OURS:
        return
    from timbrespace.app.effects.listing import listed

    if not any(each["id"] == effect and not each["problem"] for each in listed()):
        pytest.skip(f"SKIPPED LOUDLY: {effect} is not installed, so it was not heard in the page")


@pytest.mark.parametrize("effect", [OURS, MDA])
def test_a_drag_plays_and_changes_the_sound_without_clicks(served, open_page, tone, effect):
    needs(effect)
    desk = open_page(served.url)
    opened(desk, effect)
    upload(desk, tone, "clip")
    desk.wait("timbrespace.page.effects.sound?.title.startsWith('chord')")
    all_there(desk)
    click(desk, 0.5, 0.5)
    desk.wait(SOUNDS)
    drive = desk.page.evaluate(
        "timbrespace.page.effects.rack.parameters.findIndex(p => /driv/i.test(p.title))"
    )
    ends = order_by(desk, drive)
    way = np.linspace(place_of(desk, ends[0]), place_of(desk, ends[1]), 5)
    still = []
    for place in way:
        desk.page.mouse.click(*place)
        settle(desk, 500)
        still.append(recorded(desk, 0.4).wave)
    assert harmonics(still[-1]) > 2 * harmonics(still[0])
    drag = recorded(desk, 1.5, lambda: dragged(desk, way)).wave
    assert np.abs(drag).max() > 0.01
    # Hardly rougher on the way than where it stands still: a click would be.
    assert roughest(drag) < 2 * max(map(roughest, still)) + 0.01
    here = effects(desk, "rack.state.here")
    assert here["how"] == "between" and -1 <= here["x"] <= 1 and -1 <= here["y"] <= 1


def order_by(desk, parameter):
    """The points with the least and the most of a parameter."""
    values = desk.page.evaluate(
        """([n, p]) => Array.from({ length: n }, (_, i) =>
             timbrespace.page.effects.cloud.value(i, p))""",
        [N, parameter],
    )
    found = np.argsort(values)
    return [int(found[0]), int(found[-1])]


def place_of(desk, point):
    """A point in pixels of the window."""
    return desk.page.evaluate("point => timbrespace.rack.placeOf(point)", point)


def go_to(desk, point):
    """Play a point, or one that lies on it."""
    desk.page.mouse.click(*place_of(desk, point))
    desk.wait(
        """p => {
          const { cloud, rack } = timbrespace.page.effects;
          const q = rack.state.here?.nearest;
          if (q === undefined || q === null) return false;
          const [dx, dy] = [0, 1].map((i) => cloud.xy[2 * p + i] - cloud.xy[2 * q + i]);
          return Math.hypot(dx, dy) < 0.03;
        }""",
        point,
    )


def dragged(desk, way):
    mouse = desk.page.mouse
    mouse.move(*way[0])
    mouse.down()
    for end in (way[-1], way[0]):
        mouse.move(*end, steps=12)
    mouse.up()


def test_the_map_fills_while_one_watches(served, open_page):
    desk = open_page(served.url)
    desk.page.evaluate("timbrespace.page.effects.size = { n: 24, most: 48, seed: 5 }")
    desk.press("w")
    desk.wait("timbrespace.page.effects.cloud.n_placed > 0")
    assert "setting" in desk.page.locator("[data-progress]").inner_text()
    desk.wait("timbrespace.page.effects.cloud.n_placed === 48")
    assert "48 settings" in desk.page.locator("[data-progress]").inner_text()
    desk.wait("!document.querySelector('[data-stage] progress')")


def test_dry_and_effect_are_as_loud(desk, tone):
    upload(desk, tone, "clip")
    desk.wait("timbrespace.page.effects.sound?.title.startsWith('chord')")
    all_there(desk)
    button(desk, "Play", exact=True).click()
    desk.wait(SOUNDS)
    knob(desk, "Drive").press("End")
    settle(desk, 1500)
    heard = {"effect": recorded(desk, 0.5).wave}
    for name, is_heard in (
        ("dry", lambda wave: harmonics(wave) < 1e-3),
        ("again", lambda wave: harmonics(wave) > 10 * harmonics(heard["dry"])),
    ):
        desk.page.evaluate("document.activeElement.blur()")
        desk.press("q")
        heard[name] = heard_once(desk, is_heard)
    assert abs(level_db(heard["dry"]) - level_db(heard["effect"])) < 3
    assert button(desk, "Effect", exact=True).get_attribute("aria-pressed") == "true"
    assert "loud" in desk.page.locator("[data-matched]").inner_text()


def test_a_knob_moves_the_point(desk):
    before = effects(desk, "spot")
    drive = knob(desk, "Drive")
    drive.focus()
    desk.press("End")
    desk.wait("timbrespace.page.effects.rack.state.values.drive > 99")
    desk.wait("b => Math.hypot(timbrespace.page.effects.spot.x - b.x, "
              "timbrespace.page.effects.spot.y - b.y) > 0.05", before)  # fmt: skip
    assert "100 %" in drive.get_attribute("aria-valuetext")
    box = drive.bounding_box()
    desk.page.mouse.move(box["x"] + 20, box["y"] + 20)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + 20, box["y"] + 110, steps=4)
    desk.page.mouse.up()
    desk.wait("Math.abs(timbrespace.page.effects.rack.state.values.drive - 50) < 8")
    desk.page.locator("[data-knob=drive] button").click()
    typed = desk.page.get_by_label("Drive, as a number")
    typed.fill("30")
    typed.press("Enter")
    desk.wait("Math.abs(timbrespace.page.effects.rack.state.values.drive - 30) < 0.1")


def test_what_cannot_be_told_is_marked(desk):
    spoken = knob(desk, "Output").get_attribute("aria-valuetext")
    assert "does not tell it" in spoken
    assert "does not tell" not in knob(desk, "Drive").get_attribute("aria-valuetext")


def test_a_preset_is_kept_recalled_and_saved(desk):
    knob(desk, "Drive").press("End")
    desk.wait("timbrespace.page.effects.rack.state.values.drive > 99")
    desk.page.get_by_label("Name of the preset").fill("all of it")
    button(desk, "Keep", exact=True).click()
    button(desk, "all of it", exact=True).wait_for()
    button(desk, "As it began").click()
    desk.wait("timbrespace.page.effects.rack.state.values.drive < 99")
    button(desk, "all of it", exact=True).click()
    desk.wait("timbrespace.page.effects.rack.state.values.drive > 99")
    saved = desk.download(button(desk, "Save all of it as a file").click)
    with open(saved.path(), "rb") as file:
        preset = tomllib.load(file)
    assert preset["format"] == "timbrespace-preset-1"
    assert preset["effects"][0]["effect"] == OURS
    assert preset["effects"][0]["settings"]["drive"] == pytest.approx(100, abs=0.1)
    button(desk, "Forget all of it").click()
    desk.wait("timbrespace.page.effects.shelf.presets.length === 0")


CHAIN = """
format = "timbrespace-preset-1"
title = "Warm echo"
input_peak_db = -12.0
[[effects]]
effect = "overdrive"
settings = { drive = 60.0 }
[[effects]]
effect = "delay"
"""


def test_the_file_of_a_chain_is_opened_with_its_level_and_one_more_is_put_behind(desk, tmp_path):
    file = tmp_path / "echo.toml"
    file.write_text(CHAIN)
    desk.page.locator("[data-file=preset]").set_input_files(str(file))
    desk.wait("timbrespace.page.effects.current === 'chain:overdrive+delay'")
    said = desk.page.locator("[data-input-peak]")
    assert "-12.0 dBFS" in said.text_content()
    assert effects(desk, "rack.state.values['overdrive.drive']") == pytest.approx(60, abs=0.1)
    all_there(desk)
    desk.page.get_by_label("Add an effect behind it").select_option("leslie")
    desk.wait("timbrespace.page.effects.current === 'chain:overdrive+delay+leslie'")
    assert effects(desk, "rack.state.values['overdrive.drive']") == pytest.approx(60, abs=0.1)
    assert said.count() == 1
    for left in ("chain:overdrive+delay", "overdrive"):
        button(desk, "Take the last effect away").click()
        desk.wait("left => timbrespace.page.effects.current === left", left)
    assert effects(desk, "rack.state.values.drive") == pytest.approx(60, abs=0.1)
    button(desk, "As it is", exact=True).click()
    said.wait_for(state="detached")


def test_a_file_that_is_no_preset_is_refused_in_words(desk, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(CHAIN.replace("delay", "/etc/passwd"))
    desk.page.locator("[data-file=preset]").set_input_files(str(file))
    alert = desk.page.get_by_role("alert").filter(has_text="which is not here")
    alert.wait_for()
    assert "timbrespace plugins" in alert.text_content()


def test_an_effect_without_a_matcher_does_not_offer_one_and_keeps_its_map(desk):
    by = desk.page.get_by_label("Settings are near each other by")
    desk.wait("timbrespace.page.effects.embeddings.length > 0")
    assert "matcher" in by.locator("option").evaluate_all("all => all.map((o) => o.value)")
    by.select_option("matcher")
    desk.wait("timbrespace.page.effects.cloud.info?.embedding === 'matcher'")
    desk.page.get_by_label("Add an effect behind it").select_option("delay")
    desk.wait("timbrespace.page.effects.current === 'chain:overdrive+delay'")
    all_there(desk)
    assert effects(desk, "cloud.info.embedding") != "matcher"
    assert "matcher" not in by.locator("option").evaluate_all("all => all.map((o) => o.value)")
    desk.page.evaluate("timbrespace.page.effects.placeBy('matcher')")  # As an old page would.
    desk.page.get_by_role("alert").filter(has_text="no matcher").first.wait_for()
    all_there(desk)


def test_named_positions_are_chosen_by_their_names(desk):
    desk.page.get_by_label("Effect", exact=True).select_option("leslie")
    desk.wait("timbrespace.page.effects.current === 'leslie'")
    mode = desk.page.locator("[data-knob=mode] select")
    names = mode.locator("option").all_text_contents()
    for name in names:
        mode.select_option(label=name)
        desk.wait(
            """name => {
              const { rack } = timbrespace.page.effects;
              const at = rack.parameters.findIndex((p) => p.name === 'mode');
              const value = rack.state.values.mode;
              const { choices } = rack.parameters[at];
              return choices.findLast(([low]) => low <= value)[1] === name;
            }""",
            name,
        )
    assert {"slow", "fast"} <= set(names)


def test_the_midpoint_of_two(desk):
    a, b = order_by(desk, 0)
    for mark, point in (("A", a), ("B", b)):
        go_to(desk, point)
        button(desk, f"Keep this place as {mark}").click()
    assert effects(desk, "landmarks.marks") == {"A": a, "B": b}
    thetas = [np.array(effects(desk, f"cloud.theta({point})")) for point in (a, b)]
    desk.page.get_by_label("Half way by").select_option("settings")
    button(desk, "Midpoint").click()
    middle = (thetas[0] + thetas[1]) / 2
    desk.wait("m => m.every((v, i) => Math.abs(v - timbrespace.page.effects.rack.state.theta[i]) "
              "< 1e-3)", middle.tolist())  # fmt: skip
    desk.page.get_by_label("Half way by").select_option("sound")
    button(desk, "Midpoint").click()
    desk.wait("timbrespace.page.effects.rack.state.here !== null")
    settle(desk)
    assert effects(desk, "spot.nearest") not in (a, b)
    button(desk, "Go to A").click()
    desk.wait("a => timbrespace.page.effects.rack.state.here?.nearest === a", a)


DROP = """([name, base64, what]) => {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name, { type: 'audio/wav' }));
  const at = (target, type) => target.dispatchEvent(
    new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  at(document.querySelector('.timbrespace'), 'dragover');
  return new Promise((resolve) => setTimeout(() => {
    at(document.querySelector(`[data-drop=${what}]`), 'drop');
    resolve();
  }, 100));
}"""


def test_a_reference_is_dropped_and_lands_where_it_belongs(desk, served, tmp_path):
    import base64
    from urllib.request import urlopen

    point = order_by(desk, 0)[1]
    space = effects(desk, "cloud.id")
    with urlopen(f"{served.url}api/effects/spaces/{space}/points/{point}/audio") as answer:
        sound = base64.b64encode(answer.read()).decode()
    desk.page.evaluate(DROP, ["theirs.wav", sound, "reference"])
    desk.wait("timbrespace.page.effects.landmarks.reference !== null")
    assert effects(desk, "landmarks.reference.nearest") == point
    assert desk.page.locator("[data-mark=R]").count() == 1
    theirs = place_of(desk, point)
    box = desk.page.locator("[data-mark=R]").bounding_box()
    far = np.hypot(box["x"] + box["width"] / 2 - theirs[0], box["y"] + 10 - theirs[1])
    assert far < 60
    noise = np.random.default_rng(0).normal(0, 0.1, RATE_HZ)
    soundfile.write(tmp_path / "noise.wav", noise, RATE_HZ)
    upload(desk, tmp_path / "noise.wav", "reference")
    desk.page.get_by_text("Its place means little").wait_for()


def test_corners_by_measurement_and_by_labels(desk):
    desk.page.get_by_text("Corners", exact=True).click()
    button(desk, "Lay out by what was measured").click()
    desk.wait("timbrespace.page.effects.cloud.map === 'corners'")
    assert "Brightness" in desk.page.locator(".axis.x").inner_text()
    desk.wait("timbrespace.page.effects.cloud.n_placed > 0")
    settle(desk, 800)  # Points are on their way.
    across = desk.page.evaluate(
        """(() => {
          const { cloud } = timbrespace.page.effects;
          const at = cloud.columns.find(({ key }) => key === 'brightness').at;
          return Array.from({ length: cloud.n }, (_, i) => [cloud.xy[2 * i], cloud.value(i, at)]);
        })()"""
    )
    x, bright = np.array(across, float).T
    assert np.corrcoef(x, bright)[0, 1] > 0.5
    go_to(desk, int(np.argmax(bright)))
    button(desk, "This place is bright").click()
    go_to(desk, int(np.argmin(bright)))
    button(desk, "This place is dull").click()
    assert len(effects(desk, "landmarks.labels")) == 2
    assert button(desk, "Lay out by 2 labels").is_enabled()


def test_the_colour_is_a_parameter_or_how_it_sounds(desk):
    colours = desk.page.get_by_label("Colour the settings by")
    shades = []
    for column in ("p.drive", "brightness"):
        colours.select_option(column)
        settle(desk, 100)
        shades.append(
            desk.page.evaluate("document.querySelector('[data-stage] canvas').toDataURL()")
        )
    assert shades[0] != shades[1]
    desk.page.evaluate("document.activeElement.blur()")
    before = effects(desk, "column.key")
    desk.press("c")
    assert effects(desk, "column.key") != before


def test_in_the_latent_of_a_matcher_points_predict_their_settings(desk, served):
    by = desk.page.get_by_label("Settings are near each other by")
    ways = desk.page.get_by_label("What a place stands for")
    assert ways.get_by_role("button").all_inner_texts() == ["Between", "Nearest"]
    by.select_option("matcher")
    desk.wait("timbrespace.page.effects.cloud.info?.embedding === 'matcher'")
    all_there(desk)
    button(desk, "Predicted").click()
    click(desk, 0.5, 0.5)
    desk.wait("timbrespace.page.effects.rack.state.here?.how === 'predicted'")
    here = effects(desk, "rack.state.here")
    asked = f"{served.url}api/effects/spaces/{here['space']}/settings"
    told = {"x": here["x"], "y": here["y"], "map": here["map"], "how": "predicted"}
    expected = desk.page.request.get(asked, params=told).json()
    assert expected["nearest"] == here["nearest"] == effects(desk, "spot.nearest")
    point = effects(desk, f"cloud.theta({here['nearest']})")
    heard = effects(desk, "rack.state.theta")
    # Drive and muffle are the network's word, not those that the point was made with.
    assert heard[:2] == pytest.approx(expected["theta"][:2], abs=1e-5)
    assert np.abs(np.subtract(heard, point)[:2]).max() > 1e-3
    by.select_option("timbre")
    desk.wait("timbrespace.page.effects.cloud.info?.embedding === 'timbre'")
    desk.wait("timbrespace.page.effects.how === 'between'")
    assert button(desk, "Predicted").count() == 0


def test_by_keyboard_alone(desk):
    desk.page.locator("[data-settings]").focus()
    before = effects(desk, "spot")
    desk.press("ArrowRight", "ArrowRight", "Shift+ArrowUp")
    desk.wait(SOUNDS)
    desk.wait("timbrespace.page.effects.rack.state.here !== null")
    after = effects(desk, "spot")
    assert after["x"] > before["x"] or before["x"] > 0.99
    assert after["y"] > before["y"] or before["y"] > 0.99
    assert "Drive" in desk.page.locator("[data-settings]").get_attribute("aria-label")
    desk.press(" ")
    desk.wait("!timbrespace.page.effects.rack.playing")
    desk.press("Escape")
    assert effects(desk, "open") is False


def test_a_sound_is_chosen_on_the_map(desk):
    before = effects(desk, "sound.sound")
    button(desk, "Choose a sound on the map").click()
    assert desk.page.locator("[data-stage]").count() == 0
    desk.wait("timbrespace.frames_ms().length > 0")
    chosen = next(i for i in desk.lonely() if f"item:{i}" != before)
    desk.page.mouse.click(*desk.place(chosen))
    desk.wait("s => timbrespace.page.effects.sound.sound === s", f"item:{chosen}")
    assert desk.page.locator("[data-stage]").count() == 1


def test_sounds_are_rendered(desk):
    desk.page.evaluate("timbrespace.page.chosen.select([0, 1])")
    zipped = desk.download(button(desk, "The selection (2)").click)
    with zipfile.ZipFile(zipped.path()) as found:
        names = found.namelist()
        sounds = [name for name in names if name.endswith(".wav")]
        wave, _ = soundfile.read(io.BytesIO(found.read(sounds[0])))
    assert len(sounds) == 2 and "preset.toml" in names
    assert np.abs(wave).max() > 0


def test_files_of_ones_own_are_rendered(desk, tone, tmp_path):
    other = tmp_path / "other.wav"
    soundfile.write(other, np.random.default_rng(0).normal(0, 0.1, 8_000), 16_000)
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF, but no more")
    paths = [str(each) for each in (tone, other, broken)]
    files = desk.page.locator("[data-file=render]")
    zipped = desk.download(lambda: files.set_input_files(paths))
    with zipfile.ZipFile(zipped.path()) as found:
        sounds = [name for name in found.namelist() if name.endswith(".wav")]
        rates = {soundfile.info(io.BytesIO(found.read(name))).samplerate for name in sounds}
        table = found.read("items.csv").decode()
    assert rates == {16_000, RATE_HZ} and "broken.wav" in table
    desk.page.get_by_text("2 files of 3 rendered.").wait_for()
    desk.page.get_by_text("1 file left out").click()
    desk.page.get_by_role("listitem").filter(has_text="broken.wav").wait_for()


def test_a_folder_of_ones_own_is_rendered(desk, tmp_path):
    folder = tmp_path / "takes"
    (folder / "deep").mkdir(parents=True)
    for path in (folder / "one.wav", folder / "deep" / "one.wav"):
        soundfile.write(path, np.random.default_rng(0).normal(0, 0.1, 8_000), 16_000)
    (folder / "notes.txt").write_text("nothing to be heard")
    chosen = desk.page.locator("[data-file=folder]")
    zipped = desk.download(lambda: chosen.set_input_files(str(folder)))
    with zipfile.ZipFile(zipped.path()) as found:
        rows = list(csv.DictReader(io.StringIO(found.read("items.csv").decode())))
    assert {row["name"] for row in rows} == {"takes/one.wav", "takes/deep/one.wav"}
    assert not effects(desk, "batch.problems").count("notes.txt")


def test_the_steering_task_writes_a_table(desk):
    button(desk, "Steering task").click()
    desk.page.get_by_label("Trials of each").fill("1")
    desk.page.get_by_label("Seed").fill("7")
    desk.page.get_by_label("Who").fill("somebody")
    button(desk, "Begin", exact=True).click()
    for k in range(7):
        button(desk, "Hear the first").or_(button(desk, "Next")).or_(
            button(desk, "The last question")
        ).click()
        kind = desk.page.evaluate("timbrespace.page.steering.round.trial.kind")
        if kind == "midpoint":
            for end in ("One end", "Middle", "Other end"):
                button(desk, end, exact=True).click()
        elif kind == "brighter":
            assert button(desk, "7 of 10").is_disabled()
            click(desk, 0.4, 0.4)
            click(desk, 0.6, 0.6)
        button(desk, "7 of 10").click()
        desk.wait("k => timbrespace.page.steering.round.rows.length === k", k + 1)
        if k == 2:
            desk.page.reload()
            desk.wait("Boolean(window.timbrespace)")
            opened(desk)
            button(desk, "Steering task").click()
    saved = desk.download(button(desk, "Save the table").click)
    with open(saved.path(), newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["kind"] for row in rows].count("midpoint") == 3
    assert {row["condition"] for row in rows if row["kind"] == "brighter"} == {"map", "shuffled"}
    assert {row["effect"] for row in rows} == {OURS}
    assert all(row["rating"] == "7" for row in rows)
    assert all(1 <= int(row["attempts"]) <= 2 for row in rows if row["kind"] == "brighter")
    assert all(float(row["brightness.answer"]) > 0 for row in rows[:-1])
    button(desk, "Begin anew").click()
    button(desk, "Back to the effects").click()
    assert desk.page.get_by_label("What a place stands for").count() == 1


def test_a_second_page_may_take_over(desk, served, open_page):
    second = open_page(served.url)
    second.press("w")
    second.wait("timbrespace.page.effects.rack.phase === 'refused'")
    button(second, "Play here instead").click()
    second.wait("timbrespace.page.effects.rack.phase === 'on'")
    desk.wait("timbrespace.page.effects.rack.phase === 'refused'")


def test_an_atlas_of_settings_opens_with_its_clip_its_effect_and_its_points(
    places, open_page, tone, tmp_path
):
    from timbrespace.api.settings_space import make_settings

    atlas = make_settings("delay", tone, tmp_path / "made.atlas", n=N)
    with chromium.serving(Backend(atlas)) as running:
        desk = open_page(running.url)
        assert not desk.page.locator("[data-banner=sounds]").count()
        desk.press("w")
        desk.wait("timbrespace.page.effects.current === 'delay'")
        all_there(desk)
        assert effects(desk, "sound.sound") == "clip"
        assert effects(desk, "cloud.job") is None and not desk.page.locator("[data-job]").count()
        click(desk, 0.5, 0.5)
        desk.wait(SOUNDS)
        upload(desk, tone, "clip")
        button(desk, "Back to the clip of this map").click()
        desk.wait("timbrespace.page.effects.sound.sound === 'clip'")
        all_there(desk)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_it_fits_into_a_narrow_window(served, open_page, theme):
    desk = open_page(served.url, viewport={"width": 400, "height": 760}, color_scheme=theme)
    opened(desk)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 400
    for what in ("[data-settings]", "[data-knob=drive]"):
        box = desk.page.locator(what).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 400
    stage = desk.page.locator("[data-settings]").bounding_box()
    drawer = desk.page.get_by_role("complementary", name="Effects").bounding_box()
    assert stage["y"] + stage["height"] <= drawer["y"]


def test_without_an_atlas_a_sound_of_our_own_plays(places, open_page):
    with chromium.serving(Backend(NoAtlas())) as running:
        desk = open_page(running.url, items=False)
        desk.wait("timbrespace.page.instrument.open")
        opened(desk)
        assert effects(desk, "sound.sound") == "demo"
        button(desk, "Play", exact=True).click()
        desk.wait(SOUNDS)
        settle(desk, 300)
        assert level_db(recorded(desk, 0.4).wave) > -70
        desk.press("w")
        assert desk.page.evaluate("timbrespace.page.instrument.open")
