"""The notebook's module: the same page over the widget's own channel, in both directions."""

from __future__ import annotations

import base64
import json
import time

import pytest

from timbrespace.app.backend import Backend
from timbrespace.widget.calls import reply

from . import chromium
from .chromium import STATIC

HOST = """<!doctype html><meta charset="utf-8"><div id="cell" style="width:900px"></div>
<script type="module">
  import widget from '/widget.js';
  const traits = { selection: [], colour_by: '' };
  const listeners = new Map();
  const tell = (name, ...args) => (listeners.get(name) ?? []).forEach((each) => each(...args));
  const model = {
    get: (name) => traits[name],
    set(name, value) { traits[name] = value; tell(`change:${name}`); },
    save_changes() { window.saved = (window.saved ?? 0) + 1; },
    on: (name, each) => listeners.set(name, [...(listeners.get(name) ?? []), each]),
    off(name, each) {
      listeners.set(name, (listeners.get(name) ?? []).filter((other) => other !== each));
    },
    async send(content, callbacks, buffers = []) {
      window.calls = [...(window.calls ?? []), content.path];
      const [said, parts] = await window.kernel(JSON.stringify(content));
      const views = parts.map((part) => {
        const bytes = Uint8Array.from(atob(part), (c) => c.charCodeAt(0));
        return new DataView(bytes.buffer);
      });
      tell('msg:custom', said, views);
    },
  };
  const heard = [];
  const real = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...args) {
    heard.push([...this.buffer.getChannelData(0)]);
    return real.apply(this, args);
  };
  const end = widget.render({ model, el: document.getElementById('cell') });
  Object.assign(window, { model, heard, end });
</script>"""


@pytest.fixture
def cell(server, atlas, browser):
    """A notebook's cell with the map in it, and a kernel that answers."""
    backend = Backend(atlas)
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    page = context.new_page()
    page.set_default_timeout(1_000 * chromium.PATIENCE_S)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def kernel(text):
        said, buffers = reply(backend, json.loads(text))
        return [said, [base64.b64encode(part).decode() for part in buffers]]

    page.expose_function("kernel", kernel)
    page.route("**/cell", lambda route: route.fulfill(body=HOST, content_type="text/html"))
    page.goto(server.url + "cell")
    until(page, "document.querySelectorAll('[data-map]').length === 1")
    until(page, "document.querySelector('[data-map]').ariaLabel.startsWith('48 sounds')")
    yield page
    context.close()
    backend.close()
    assert not errors, errors


def until(page, condition, arg=None):
    end_s = time.monotonic() + chromium.PATIENCE_S
    while not page.evaluate(condition, arg):
        assert time.monotonic() < end_s, f"waited in vain for: {condition}"
        page.wait_for_timeout(50)


def test_the_module_is_one_file_with_its_styles(cell):
    assert (STATIC / "widget.js").exists()
    names = {path.name for path in STATIC.iterdir()}
    assert not {name for name in names if name.endswith(".js")} - {"widget.js"}
    height = cell.evaluate("document.querySelector('.timbrespace').getBoundingClientRect().height")
    assert height == pytest.approx(560, abs=2)
    bar = "getComputedStyle(document.querySelector('.timbrespace header')).display"
    assert cell.evaluate(bar) == "flex"


def test_pointing_plays_what_came_over_the_channel(cell, server):
    asked = []
    cell.on("request", lambda request: asked.append(request.url))
    box = cell.locator("[data-map]").bounding_box()
    for x in range(60, 840, 12):
        for y in range(30, 500, 40):
            cell.mouse.move(box["x"] + x, box["y"] + y)
        if cell.evaluate("heard.length"):
            break
    until(cell, "heard.length > 0")
    assert any("/audio" in path for path in cell.evaluate("calls"))
    assert not [url for url in asked if "/api/" in url], "a sound went past the channel"
    assert max(map(abs, cell.evaluate("heard[0]"))) > 0.001


def test_the_selection_and_the_colour_go_both_ways(cell, atlas):
    ids = atlas.items["id"].tolist()
    cell.evaluate("ids => model.set('selection', ids)", ids[:3])
    cell.get_by_text("3 sounds selected").wait_for()
    cell.get_by_role("button", name="Clear the selection").click()
    until(cell, "model.get('selection').length === 0")
    cell.get_by_role("button", name="of wood").click()
    until(cell, "model.get('selection').length === 8")
    wood = atlas.items[atlas.items["label.material"] == "wood"]["id"]
    assert set(cell.evaluate("model.get('selection')")) == set(wood)
    assert cell.evaluate("saved") > 0

    cell.evaluate("model.set('colour_by', 'label:action')")
    cell.get_by_role("button", name="of scrape").wait_for()
    cell.get_by_label("Colour by").select_option("label:material")
    until(cell, "model.get('colour_by') === 'label:material'")


def test_keys_reach_the_map_only_from_inside_it(cell):
    cell.keyboard.press("ArrowRight")
    cell.wait_for_timeout(200)
    assert cell.evaluate("heard.length") == 0
    cell.locator("[data-map]").focus()
    cell.keyboard.press("ArrowRight")
    until(cell, "heard.length > 0")


def test_closing_the_cell_leaves_nothing_behind(cell):
    cell.evaluate("end()")
    assert cell.evaluate("document.querySelectorAll('.timbrespace').length") == 0
