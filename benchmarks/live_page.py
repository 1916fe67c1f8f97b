"""The instrument in real Chromium: from a slider to the ear, and gaps while it plays.

    python benchmarks/live_page.py [--voice stream:bells] [--word loudness_lufs] [--changes 20]
                                   [--seconds 60]

A word's slider jumps between a low and a high value; what leaves the page is recorded. A change
is heard when its level has left what it was before (onset), and when it is half way to what it
becomes. Both are told on the page's own clock, the delay of the sound device included. Gaps are
counted over the seconds that follow.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.apart import played
from tests.browser import chromium

#: Length of one reading of the level, and what it must change by to be heard as a change.
FRAME_S, STEP_DB = 0.004, 3.0
BEFORE_S, AFTER_S = 0.25, 0.65

Floats = NDArray[np.float64]

#: Moves the slider as a hand does, in the middle of a recording; tells when, on the page's clock.
CHANGE = """async ([title, value, before_s, after_s]) => {
  const slider = [...document.querySelectorAll('input[type=range]')]
    .find((each) => each.getAttribute('aria-label') === title);
  const recording = timbrespace.live.record(before_s + after_s);
  await new Promise((resolve) => setTimeout(resolve, 1000 * before_s));
  const moved_ms = performance.now();
  slider.value = value;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  const { left, starts_s, rate_hz } = await recording;
  return { left, rate_hz, moved_ms, starts_ms: timbrespace.live.onPageClock(starts_s) };
}"""


#: What the sound device takes.
DEVICE = """() => {
  const { context } = timbrespace.page.instrument.link.ears;
  const ms = (s) => 1000 * (s || 0);
  return { base_ms: ms(context.baseLatency), output_ms: ms(context.outputLatency) };
}"""


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--voice", default="stream:bells")
    parser.add_argument("--word", default="loudness_lufs")
    parser.add_argument("--changes", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    if chromium.find() is None:
        sys.exit("No chromium here. Install it (apt-get install chromium) and run this again.")
    from playwright.sync_api import sync_playwright

    chromium.build_page()
    with (
        played(options.voice) as url,
        sync_playwright() as playwright,
        chromium.launched(playwright) as browser,
    ):
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.goto(url + "?probe")
        until(page, "window.timbrespace?.page.instrument.phase === 'on'")
        print(f"Chromium {browser.version}, {options.voice}, word {options.word}\n")
        row("play pressed to first sound, ms", [first_sound_ms(page)])
        onsets, halves = latencies(page, options.word, options.changes)
        row("slider to change heard (onset), ms", onsets)
        row("slider to half way, ms", halves)
        gaps(page, options.seconds)


def row(title: str, values: list[float]) -> None:
    """One line of the table: p50, p95, how many."""
    known = [value for value in values if np.isfinite(value)]
    low, high = np.percentile(known, [50, 95]) if known else (np.nan, np.nan)
    print(f"{title:40} p50 {low:7.1f}   p95 {high:7.1f}   n {len(known)} of {len(values)}")


def until(page: Any, condition: str, patience_s: float = 60.0) -> None:
    """Wait until the page says yes."""
    for _ in range(round(patience_s / 0.02)):
        if page.evaluate(f"Boolean({condition})"):
            return
        page.wait_for_timeout(20)
    sys.exit(f"Waited in vain for: {condition}")


def first_sound_ms(page: Any) -> float:
    """From the button to the first frame that the audio thread plays."""
    asked_ms = page.evaluate(
        "() => { const now = performance.now(); timbrespace.page.instrument.play(); return now }"
    )
    until(page, "timbrespace.page.instrument.report?.flowing")
    return float(page.evaluate("performance.now()") - asked_ms)


def latencies(page: Any, name: str, n: int) -> tuple[list[float], list[float]]:
    """Milliseconds from a slider's event to the ear: onset, and half way."""
    page.wait_for_timeout(10_000)  # What this machine needs in hand is found in the first seconds.
    words = page.evaluate("timbrespace.page.instrument.words")
    word = next((each for each in words if each["name"] == name), None)
    if word is None:
        sys.exit(f"This voice has no word {name!r}: {[each['name'] for each in words]}.")
    span = word["high"] - word["low"]
    ends = [word["low"] + 0.15 * span, word["low"] + 0.85 * span]
    onsets, halves = [], []
    for change in range(n + 1):
        asked = [word["title"], ends[change % 2], BEFORE_S, AFTER_S]
        onset, half = heard_ms(page.evaluate(CHANGE, asked))
        page.wait_for_timeout(150)
        if change:  # The first only goes to where the others begin.
            onsets.append(onset)
            halves.append(half)
    return onsets, halves


def heard_ms(found: dict[str, Any]) -> tuple[float, float]:
    """When the level of a recording has left what it was, and is half way to what it becomes."""
    rate_hz = found["rate_hz"]
    n = round(FRAME_S * rate_hz)
    wave = np.array(found["left"])
    power: Floats = np.square(wave[: len(wave) // n * n]).reshape(-1, n).mean(axis=1)
    # Over three frames, so that the beating of partials is no change.
    level = 10 * np.log10(np.convolve(power, np.ones(3) / 3, "full")[: len(power)] + 1e-12)
    at_ms = found["starts_ms"] - found["moved_ms"] + 1e3 * FRAME_S * (1 + np.arange(len(level)))
    before, after = level[at_ms < 0], level[at_ms > 1e3 * (AFTER_S - 0.15)]
    was, becomes = float(np.median(before)), float(np.median(after))
    step_db = max(STEP_DB, 4 * float(np.std(before)))
    if abs(becomes - was) < 2 * step_db:
        return np.nan, np.nan
    way = (level - was) * np.sign(becomes - was)
    return _first(at_ms, way > step_db), _first(at_ms, way > abs(becomes - was) / 2)


def _first(at_ms: Floats, holds: NDArray[np.bool_]) -> float:
    after = holds & (at_ms > 0)
    return float(at_ms[np.argmax(after)]) if after.any() else np.nan


def gaps(page: Any, seconds: float) -> None:
    """Under-runs while it plays, and what is in hand for it."""
    before = page.evaluate("timbrespace.page.instrument.report.underruns")
    page.wait_for_timeout(1_000 * seconds)
    report = page.evaluate("timbrespace.page.instrument.report")
    state = page.evaluate("timbrespace.page.instrument.state")
    print(f"\ngaps in {seconds:.0f} s: {report['underruns'] - before}, {before} before")
    print(f"in hand: {report['target'] / 48:.1f} ms; delay: {state['delay_ms']}")
    device = page.evaluate(DEVICE)
    print(f"sound device: {device['base_ms']:.1f} + {device['output_ms']:.1f} ms")


if __name__ == "__main__":
    main()
