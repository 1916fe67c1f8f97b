"""The Effects panel in real Chromium: from a click or a drag on the map of settings to the ear.

    python benchmarks/effects_page.py [--effect overdrive ...] [--points 200] [--clicks 40]
                                      [--steps 40] [--seconds 30]

A chord goes through the effect; without ``--effect``, through our overdrive and then through the
real one (``lv2:http://drobilla.net/plugins/mda/Overdrive``), where it is installed. Clicks, and
then steps of a pointer that stays down, alternate between the two points of the map that sound
least alike above 1 kHz; what leaves the page is recorded. A change is heard when what lies above
the chord has left the level that it had before (onset), and when it is half way to what it
becomes. From silence, the first sample counts. All is told on the page's own clock, the delay of
the sound device included. Gaps are counted over a drag of some seconds. A reading during which
the page took another sound device, for this one could not keep up, is not counted (n of all).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.apart import played
from benchmarks.live_page import AFTER_S, BEFORE_S, heard_ms, row, until
from tests.browser import chromium

RATE_HZ = 48_000
#: Below this nothing is heard.
SILENCE = 1e-4
EFFECTS = "timbrespace.page.effects"
#: Ours, and the one that ours was measured on.
BOTH = ("overdrive", "lv2:http://drobilla.net/plugins/mda/Overdrive")

#: Clicks as a hand does, in the middle of a recording; tells when, on the page's clock.
CLICK = """async ([x, y, before_s, after_s]) => {
  const map = document.querySelector('[data-settings]');
  const press = (type) => map.dispatchEvent(new PointerEvent(type, {
    clientX: x, clientY: y, button: 0, pointerId: 1, isPrimary: true, bubbles: true }));
  map.setPointerCapture = () => undefined;
  const recording = timbrespace.rack.record(before_s + after_s);
  await new Promise((resolve) => setTimeout(resolve, 1000 * before_s));
  const moved_ms = performance.now();
  press('pointerdown');
  press('pointerup');
  const { left, starts_s, rate_hz } = await recording;
  return { left, rate_hz, moved_ms, starts_ms: timbrespace.rack.onPageClock(starts_s) };
}"""

#: A step of a pointer that is down, as a hand that drags takes it: it trembles where it is, and
#: goes on to tremble where it comes to. The pointer is taken down where it is not.
STEP = """async ([from, to, before_s, after_s, down]) => {
  const map = document.querySelector('[data-settings]');
  const hand = { button: 0, buttons: 1, pointerId: 1, isPrimary: true, bubbles: true };
  const send = (type, [clientX, clientY]) =>
    map.dispatchEvent(new PointerEvent(type, { ...hand, clientX, clientY }));
  map.setPointerCapture = () => undefined;
  const wait = (s) => new Promise((resolve) => setTimeout(resolve, 1000 * s));
  const tremble = async (at, s) => {
    const until_ms = performance.now() + 1000 * s;
    for (let k = 1; performance.now() < until_ms; k += 1) {
      await wait(0.016);
      send('pointermove', [at[0] + (k % 2) / 2, at[1]]);
    }
  };
  if (!down) { send('pointerdown', from); await wait(1); }
  const recording = timbrespace.rack.record(before_s + after_s);
  await tremble(from, before_s);
  const moved_ms = performance.now();
  send('pointermove', to);
  await tremble(to, after_s - 0.1);
  const { left, starts_s, rate_hz } = await recording;
  return { left, rate_hz, moved_ms, starts_ms: timbrespace.rack.onPageClock(starts_s) };
}"""

#: The pointer is let go.
RELEASE = """() => document.querySelector('[data-settings]').dispatchEvent(
  new PointerEvent('pointerup', { pointerId: 1, isPrimary: true, bubbles: true }))"""

#: Of every point: how bright it is.
BRIGHT = """() => {
  const { cloud } = timbrespace.page.effects;
  const at = cloud.columns.find(({ key }) => key === 'brightness').at;
  return Array.from({ length: cloud.n }, (_, point) => cloud.value(point, at));
}"""


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--effect", nargs="+", help="ids; default: our overdrive and mda's")
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--clicks", type=int, default=40)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=30.0)
    options = parser.parse_args()
    if chromium.find() is None:
        sys.exit("No chromium here. Install it (apt-get install chromium) and run this again.")
    from playwright.sync_api import sync_playwright

    chromium.build_page()
    with tempfile.TemporaryDirectory() as folder:
        own = dict.fromkeys(("TIMBRESPACE_CACHE", "TIMBRESPACE_CONFIG"), folder)
        with (
            played(env=own) as url,
            sync_playwright() as playwright,
            chromium.launched(playwright) as browser,
        ):
            page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            page.goto(url + "?probe")
            ready(page, options.points, chord(Path(folder)))
            for effect in options.effect or BOTH:
                if not offered(page, effect):
                    print(f"{effect} is not offered here: is it installed?\n", flush=True)
                    continue
                choose(page, effect, options.points)
                print(f"Chromium {browser.version}, {effect}, {options.points} settings\n")
                ends = farthest(page)
                clicks(page, ends, options.clicks)
                steps(page, ends, options.steps)
                drag(page, options.seconds)


def chord(folder: Path) -> Path:
    """Two seconds of three sines; its loop has no seam."""
    import soundfile

    seconds = np.arange(2 * RATE_HZ) / RATE_HZ
    wave = sum(0.12 * np.sin(2 * np.pi * hz * seconds) for hz in (110, 220, 330))
    soundfile.write(folder / "chord.wav", wave, RATE_HZ)
    return folder / "chord.wav"


def ready(page: Any, n: int, sound: Path) -> None:
    """The panel with a chord; maps will be of so many points."""
    until(page, "window.timbrespace?.page.instrument.open")
    page.evaluate("n => { timbrespace.page.effects.size = { n, most: n } }", n)
    page.keyboard.press("w")
    until(page, f"{EFFECTS}.current")
    page.locator("[data-file=clip]").set_input_files(str(sound))
    until(page, f"{EFFECTS}.sound?.title.startsWith('chord')")


def offered(page: Any, effect: str) -> bool:
    """Whether the panel has an effect that can be used."""
    until(page, f"{EFFECTS}.usable.length")
    return bool(page.evaluate("id => timbrespace.page.effects.usable.some((e) => e.id === id)",
                              effect))  # fmt: skip


def choose(page: Any, effect: str, n: int) -> None:
    """An effect with all of its points; silent."""
    page.evaluate("timbrespace.page.effects.rack.stop()")
    until(page, f"!{EFFECTS}.rack.playing")
    page.get_by_label("Effect", exact=True).select_option(effect)
    until(page, f"{EFFECTS}.current === '{effect}'")
    until(page, f"{EFFECTS}.cloud.n_placed === {n} && !{EFFECTS}.cloud.growing", 600)


def farthest(page: Any) -> list[list[float]]:
    """Where the dullest and the brightest point lie, in pixels of the page."""
    bright = np.array(page.evaluate(BRIGHT), float)
    return [
        page.evaluate("point => timbrespace.rack.placeOf(point)", int(point))
        for point in (np.nanargmin(bright), np.nanargmax(bright))
    ]


def clicks(page: Any, ends: list[list[float]], n: int) -> None:
    """From clicks to the ear: out of silence, and while it plays."""
    page.evaluate(f"{EFFECTS}.setHow('nearest')")
    page.evaluate("timbrespace.page.effects.rack.play()")
    until(page, f"{EFFECTS}.rack.report?.flowing")
    page.wait_for_timeout(3_000)  # What this machine needs in hand is found in the first seconds.
    row("first click to first sound, ms", [from_silence(page, ends[k % 2]) for k in range(n // 2)])
    page.evaluate("timbrespace.page.effects.rack.play()")
    page.wait_for_timeout(1_000)
    onsets, halves = [], []
    for k in range(n + 1):
        found = heard(recorded(page, CLICK, [*ends[k % 2], BEFORE_S, AFTER_S]))
        if k:  # The first only goes to where the others begin.
            onsets.append(found[0])
            halves.append(found[1])
        page.wait_for_timeout(100)
    row("click to change heard (onset), ms", onsets)
    row("click to half way, ms", halves)


def steps(page: Any, ends: list[list[float]], n: int) -> None:
    """From a move of a pointer that is down to the ear; one drag holds all of them."""
    found = []
    for k in range(n):
        way = ends[k % 2], ends[(k + 1) % 2]
        found.append(heard(recorded(page, STEP, [*way, BEFORE_S, AFTER_S, k > 0])))
    page.evaluate(RELEASE)
    row("step of a drag to change heard (onset), ms", [onset for onset, _ in found])
    row("step of a drag to half way, ms", [half for _, half in found])


def recorded(page: Any, script: str, asked: list[Any]) -> dict[str, Any] | None:
    """What a script records; None where the page took another sound device meanwhile."""
    from playwright.sync_api import Error

    try:
        found: dict[str, Any] = page.evaluate(script, asked)
    except Error as error:
        if "sound device was changed" not in str(error):
            raise
        page.wait_for_timeout(3_000)
        return None
    return found


def heard(found: dict[str, Any] | None) -> tuple[float, float]:
    """When a change above the chord begins, and when it is half way; NaN where it is unknown."""
    if found is None:
        return np.nan, np.nan
    return heard_ms(found | {"left": above_the_chord(np.array(found["left"]))})


def from_silence(page: Any, place: list[float]) -> float:
    """A click where nothing sounds: until the first sample that is heard."""
    page.evaluate("timbrespace.page.effects.rack.stop()")
    until(page, f"!{EFFECTS}.rack.report.flowing && !{EFFECTS}.rack.playing")
    page.wait_for_timeout(300)
    found = recorded(page, CLICK, [*place, 0.1, AFTER_S])
    loud = np.abs(found["left"]) > SILENCE if found else np.zeros(1, bool)
    if found is None or not loud.any():
        return np.nan
    at_ms = 1e3 * float(np.argmax(loud)) / found["rate_hz"]
    return float(found["starts_ms"] - found["moved_ms"] + at_ms)


def above_the_chord(wave: NDArray[np.float64]) -> NDArray[np.float64]:
    """What lies above 1 kHz; causal, so that nothing is heard before it is there."""
    from scipy.signal import butter, sosfilt

    high: NDArray[np.float64] = sosfilt(butter(4, 1_000, "high", fs=RATE_HZ, output="sos"), wave)
    return high


def drag(page: Any, seconds: float) -> None:
    """Gaps while a hand drags over the whole map."""
    before = page.evaluate(f"{EFFECTS}.rack.report.underruns")
    box = page.locator("[data-settings]").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(round(30 * seconds)):
        x, y = 0.5 + 0.35 * np.cos(step / 17), 0.5 + 0.35 * np.sin(step / 11)
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.wait_for_timeout(30)
    page.mouse.up()
    report = page.evaluate(f"{EFFECTS}.rack.report")
    state = page.evaluate(f"{EFFECTS}.rack.state")
    print(f"\ngaps in {seconds:.0f} s of dragging: {report['underruns'] - before}")
    print(f"in hand: {report['target'] / 48:.1f} ms; delay: {state['delay_ms']}")
    print(f"load of one core: {100 * state['load']:.0f} %")


if __name__ == "__main__":
    main()
