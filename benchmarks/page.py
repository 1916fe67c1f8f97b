"""The page in real Chromium: first sound, hover to sound, and frames while panning.

    python benchmarks/page.py [--atlas my.atlas --sounds FOLDER] [--points 100000] [--hovers 60]

Without an atlas, one of synthetic impact sounds is made. Frames are compared with a plain
Canvas 2D that draws the same points in the same window in the same run: on a machine without
a graphics card both are drawn in software, and only their ratio says something.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser import chromium

WINDOW = {"width": 1280, "height": 800}
PAN_S = 5.0
SILENCE = 1e-5

#: Moves the map a little in every frame; counts the frames that the map has drawn.
PAN_MAP = """async (s) => {
  const { stage } = timbrespace.page.front;
  stage.frames_ms.length = 0;
  const begun = performance.now();
  for (let k = 0; performance.now() - begun < 1000 * s; k++) {
    await new Promise(requestAnimationFrame);
    stage.pan(6 * Math.cos(k / 20), 6 * Math.sin(k / 20));
  }
  return timbrespace.frames_ms().slice(1);
}"""

#: The same points, each a filled disc, drawn by the Canvas 2D that every browser has.
PAN_CANVAS = """async (s) => {
  const { front: { stage }, drawing } = timbrespace.page, scene = drawing.scene();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [stage.size.width, stage.size.height];
  canvas.style.cssText = 'position: fixed; inset: 0; z-index: 99';
  document.body.append(canvas);
  const pen = canvas.getContext('2d'), times = [], begun = performance.now();
  const css = scene.palette.map((c) => `rgb(${c.map((v) => Math.round(255 * v)).join(' ')})`);
  const order = [...scene.colour.keys()].sort((a, b) => scene.colour[a] - scene.colour[b]);
  const scale = (stage.view.zoom * stage.size.height) / 2, r = stage.dot;
  let before = begun, [dx, dy] = [0, 0];
  for (let k = 0; performance.now() - begun < 1000 * s; k++) {
    await new Promise(requestAnimationFrame);
    dx += 6 * Math.cos(k / 20); dy += 6 * Math.sin(k / 20);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    for (let at = 0; at < order.length; ) {
      const colour = scene.colour[order[at]];
      pen.fillStyle = css[colour];
      pen.beginPath();
      for (; at < order.length && scene.colour[order[at]] === colour; at++) {
        const i = order[at];
        const x = canvas.width / 2 + scene.xy[2 * i] * scale + dx;
        const y = canvas.height / 2 - scene.xy[2 * i + 1] * scale + dy;
        pen.moveTo(x + r, y);
        pen.arc(x, y, r, 0, 2 * Math.PI);
      }
      pen.fill();
    }
    const now = performance.now();
    times.push(now - before);
    before = now;
  }
  canvas.remove();
  return times.slice(1);
}"""

#: When a moment of the audio clock leaves the loudspeakers, on the page's clock.
ON_PAGE_CLOCK = """(at_s) => {
  const { contextTime, performanceTime } = timbrespace.context.getOutputTimestamp();
  return performanceTime + 1000 * (at_s - contextTime);
}"""


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--atlas", type=Path)
    parser.add_argument("--sounds", type=Path)
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--hovers", type=int, default=60)
    options = parser.parse_args()
    if chromium.find() is None:
        sys.exit("No chromium here. Install it (apt-get install chromium) and run this again.")
    from playwright.sync_api import sync_playwright

    chromium.build_page()
    with tempfile.TemporaryDirectory() as folder:
        atlas = opened(options.atlas, options.sounds, Path(folder))
        with (
            chromium.serving(atlas) as server,
            sync_playwright() as playwright,
            chromium.launched(playwright) as browser,
        ):
            print(f"Chromium {browser.version}, {len(atlas.items)} sounds, window 1280 x 800\n")
            print(f"{'':44}{'p50':>9}{'p95':>9}")
            starts = [first_sound_ms(browser, server.url) for _ in range(5)]
            row("page asked for to first sound, ms", starts)
            page = opened_page(browser, server.url)
            row("hover to sound, not fetched yet, ms", hovers(page, options.hovers, fetched=False))
            row("hover to sound, fetched, ms", hovers(page, options.hovers, fetched=True))
            latency_ms = page.evaluate("1000 * timbrespace.context.outputLatency")
            print(f"  (of which the sound device takes {latency_ms:.0f} ms)\n")
            page.close()
            frames(browser, server.url, options.points)


def opened(atlas: Path | None, sounds: Path | None, folder: Path) -> Any:
    """The atlas given, or one of synthetic sounds."""
    import timbrespace

    if atlas is not None:
        return timbrespace.open(atlas, sounds=sounds)
    from timbrespace import synth

    synth.write_corpus(folder / "sounds", per_cell=4)
    return timbrespace.build(folder / "sounds", atlas=folder / "a.atlas", methods=("pca",))


def row(title: str, values: list[float]) -> None:
    """One line of the table."""
    low, high = np.percentile(values, [50, 95])
    print(f"{title:44}{low:9.1f}{high:9.1f}")


def opened_page(browser: Any, url: str, routes: dict[str, Any] | None = None) -> Any:
    """A page with its probe and its first frame."""
    page = browser.new_context(viewport=WINDOW).new_page()
    for pattern, handler in (routes or {}).items():
        page.route(pattern, handler)
    page.goto(f"{url}?probe")
    until(page, "Boolean(window.timbrespace?.frames_ms().length)")
    return page


def until(page: Any, condition: str, patience_s: float = 120) -> None:
    """Wait until JavaScript says yes."""
    end_s = time.monotonic() + patience_s
    while not page.evaluate(condition):
        if time.monotonic() > end_s:
            sys.exit(f"waited in vain for {condition}")
        page.wait_for_timeout(5)


def first_sound_ms(browser: Any, url: str) -> float:
    """From asking for the page, with nothing cached, to the first sample of sound."""
    page = opened_page(browser, url)
    page.keyboard.press("ArrowRight")
    until(page, "timbrespace.played.length > 0")
    # performance.now() counts from the moment that the page was asked for.
    at_ms = page.evaluate(ON_PAGE_CLOCK, page.evaluate("timbrespace.played[0].starts_s"))
    page.context.close()
    return float(at_ms)


def hovers(page: Any, n: int, *, fetched: bool) -> list[float]:
    """From the pointer's movement to the first sample that leaves the loudspeakers."""
    ids = page.evaluate("timbrespace.page.atlas.items.id")
    page.evaluate(
        "window.addEventListener('pointermove', (e) => (window.moved_ms = e.timeStamp), true)"
    )
    found: list[float] = []
    for k in range(4 * n):
        if len(found) == n:
            break
        wanted = ids[k * 7919 % len(ids)]
        x, y = page.evaluate("id => timbrespace.placeOf(id)", wanted)
        page.mouse.move(5, 400)
        page.evaluate("timbrespace.page.ear.stop(), timbrespace.page.ear.buffers.clear()")
        if fetched:
            page.evaluate("ids => timbrespace.fetch(ids)", ids[: 2 * n] + [wanted])
        page.wait_for_timeout(40)
        page.evaluate(
            "() => { window.n = timbrespace.played.length; window.rec = timbrespace.record(0.4) }"
        )
        page.mouse.move(x, y)
        said = page.evaluate("rec")
        if page.evaluate("timbrespace.played.length - n") != 1:
            continue
        wave = np.abs(np.array(said["left"]))
        if wave.max() < SILENCE:
            continue
        onset_s = said["starts_s"] + float(np.argmax(wave > SILENCE)) / said["rate_hz"]
        found.append(page.evaluate(ON_PAGE_CLOCK, onset_s) - page.evaluate("moved_ms"))
    return found


def frames(browser: Any, url: str, n: int) -> None:
    """Frames a second while many points are panned, beside Canvas 2D."""
    rng = np.random.default_rng(0)
    centres = rng.normal(scale=3, size=(12, 2))
    kind = rng.integers(0, 12, n)
    xy = centres[kind] + rng.normal(scale=0.7, size=(n, 2))
    rows = np.column_stack([xy, np.ones(n)]).astype("<f4").tobytes()
    levels = [f"kind {k}" for k in range(12)]
    items = {
        "version": 1,
        "id": [f"{i:016x}" for i in range(n)],
        "name": [f"sound {i}.wav" for i in range(n)],
        "group": [""] * n,
        "duration_s": [1.0] * n,
        "labels": {"kind": {"levels": levels, "codes": kind.tolist()}},
        "descriptors": {},
    }

    def about(route: Any) -> None:
        answer = route.fetch()
        said = answer.json()
        first = {**said["maps"][0], "name": "many", "dims": 2, "n_items": n}
        changed = {"maps": [first], "n_items": n, "labels": ["kind"], "descriptors": []}
        route.fulfill(response=answer, json=said | changed)

    began_s = time.monotonic()
    page = opened_page(
        browser,
        url,
        {
            "**/api/atlas": about,
            "**/api/items": lambda route: route.fulfill(json=items),
            "**/api/maps/many": lambda route: route.fulfill(
                body=rows, content_type="application/octet-stream"
            ),
        },
    )
    drawn_s = time.monotonic() - began_s
    page.wait_for_timeout(1000)
    print(f"{n:,} points are on the screen after {drawn_s:.1f} s\n")
    print(f"{'panning ' + format(n, ',') + ' points':44}{'frames/s':>9}{'p95 ms':>9}")
    for name, code in (("this page (regl-scatterplot)", PAN_MAP), ("Canvas 2D", PAN_CANVAS)):
        page.evaluate(code, 1.0)  # Warm.
        times = np.array(page.evaluate(code, PAN_S))
        print(f"{name:44}{1000 / times.mean():9.1f}{np.percentile(times, 95):9.0f}")
    page.context.close()


if __name__ == "__main__":
    main()
