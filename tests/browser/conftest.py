"""A real atlas of synthetic sounds, a real server, a real browser, and an ear."""

from __future__ import annotations

import json
import shutil
import time

import numpy as np
import pytest

from . import chromium
from .ear import Recording

pytestmark = pytest.mark.browser


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    """Chromium; without one these tests are skipped, and say so."""
    if chromium.find() is None:
        pytest.skip("SKIPPED LOUDLY: no chromium on this machine, so the page was not tested")
    playwright = pytest.importorskip("playwright.sync_api")
    chromium.build_page()
    with playwright.sync_playwright() as started, chromium.launched(started) as found:
        yield found


@pytest.fixture(scope="session")
def atlas(tmp_path_factory, atlas_folder, sounds, random_weights):
    """The synthetic sounds with two maps in 2-D and one in 3-D."""
    import timbrespace

    path = tmp_path_factory.mktemp("page") / "synthetic.atlas"
    shutil.copytree(atlas_folder, path)
    atlas = timbrespace.open(path, sounds=sounds)
    atlas.layout("tsne")
    atlas.layout("pca", dims=3)
    return knowing(timbrespace.open(path, sounds=sounds), random_weights)


def knowing(atlas, weights):
    """Weights drawn at random have no name by which an atlas could find them again."""
    from timbrespace.audio.decode import open_blocks, probe
    from timbrespace.spaces.listen import encode_blocks
    from timbrespace.spaces.registry import open_encoder

    encoder = open_encoder("yamnet:8", weights=str(weights))
    atlas.encode_file = lambda sound, space=None: encode_blocks(
        open_blocks(sound), probe(sound).sample_rate, [encoder]
    )[0]
    return atlas


@pytest.fixture(scope="session")
def server(atlas):
    with chromium.serving(atlas) as running:
        yield running


@pytest.fixture
def open_page(browser):
    """Opens a page with its probe; errors on it fail the test."""
    contexts, errors = [], []

    def open_(url, *, items=True, probe=True, script="", **options):
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | options
        )
        contexts.append(context)
        if script:  # Runs before the page's own.
            context.add_init_script(script)
        page = context.new_page()
        page.set_default_timeout(1_000 * chromium.PATIENCE_S)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url + ("?probe" if probe else ""))
        desk = Desk(page)
        if probe:
            desk.wait("Boolean(window.timbrespace)")
        if items:
            desk.wait_for_map()
        return desk

    yield open_
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def desk(server, open_page):
    """The page of the synthetic atlas."""
    return open_page(server.url)


#: What sounds live, in short: told where a wait was in vain.
STANDING = """() => {
  const { instrument, effects } = window.timbrespace?.page ?? {};
  const of = (wire) => {
    const { context } = wire.link?.ears ?? {};
    return { phase: wire.phase, playing: wire.playing, failure: wire.failure, report: wire.report,
      context: context && [context.state, context.currentTime, context.baseLatency] };
  };
  const rack = effects && of(effects.rack);
  return JSON.stringify({ instrument: instrument && of(instrument), rack });
}"""


class Desk:
    """A page, as a person has it before them: eyes, hands and an ear."""

    def __init__(self, page):
        self.page = page

    def state(self):
        return self.page.evaluate("timbrespace.state()")

    def played(self):
        return self.page.evaluate("timbrespace.played")

    def ids(self):
        return self.page.evaluate("timbrespace.page.atlas.items.id")

    def place(self, item_id):
        found = self.page.evaluate("id => timbrespace.placeOf(id)", item_id)
        assert found, f"{item_id} is not on the map"
        return found

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def standing(self):
        """How what sounds live stands, for whoever reads why a test failed."""
        return self.page.evaluate(STANDING)

    def wait(self, condition, arg=None, patience_s=chromium.PATIENCE_S):
        """Until JavaScript says yes. Playwright's own waiting evaluates strings in the page,
        which its content security policy rightly forbids."""
        end_s = time.monotonic() + patience_s
        while not self.page.evaluate(condition, arg):
            assert time.monotonic() < end_s, f"waited in vain for: {condition}; {self.standing()}"
            self.page.wait_for_timeout(20)

    def wait_for_map(self):
        self.wait("Boolean(window.timbrespace?.state().view && timbrespace.state().map)")
        self.wait("timbrespace.frames_ms().length > 0")

    def fetch(self, *item_ids):
        """Let the page have these sounds, as it has those near the pointer."""
        self.page.evaluate("ids => timbrespace.fetch(ids)", list(item_ids))

    def lonely(self, most=None):
        """Items whose pixel is theirs alone, so that the pointer finds them."""
        places = {i: self.page.evaluate("id => timbrespace.placeOf(id)", i) for i in self.ids()}
        spots = {
            i: tuple(p) for i, p in places.items() if p and 100 < p[0] < 900 and 70 < p[1] < 520
        }
        xy = np.array(list(spots.values()))
        found = []
        for item_id, place in spots.items():
            near = np.sort(np.hypot(*(xy - place).T))[1]
            if near > 14:
                found.append(item_id)
        assert len(found) >= 4, "the map is too crowded for this test"
        return found[:most]

    def empty_spot(self):
        """A pixel of the map far from every point."""
        places = np.array([self.place(i) for i in self.ids()])
        grid = [(x, y) for x in range(300, 880, 20) for y in range(80, 560, 20)]
        return max(grid, key=lambda spot: np.hypot(*(places - spot).T).min())

    def while_recording(self, seconds, act):
        """What left the loudspeakers while ``act`` was done and a while after."""
        self.page.evaluate("s => { window.recording = timbrespace.record(s) }", seconds)
        act()
        found = self.page.evaluate("window.recording")
        return Recording(np.array(found["left"], np.float32), found["rate_hz"], found["starts_s"])

    def download(self, act):
        with self.page.expect_download() as coming:
            act()
        return coming.value

    def json_of(self, download):
        with open(download.path(), encoding="utf-8") as file:
            return json.load(file)
