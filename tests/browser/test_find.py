"""Search by words and by sound; the panel of the current sound; its neighbours."""

from __future__ import annotations

import pytest
import soundfile

from .test_listen import rank_of


def test_search_by_words_dims_the_rest_and_plays_what_is_chosen(desk, atlas):
    desk.press("/")
    desk.page.keyboard.type("glass hit")
    items = atlas.items
    wanted = set(items[items["path"].str.contains("glass_hit")]["id"])
    bright = {i for i, s in zip(desk.ids(), desk.state()["shades"], strict=True) if s > 1}
    assert bright == wanted
    desk.fetch(*wanted)
    recording = desk.while_recording(1.2, lambda: desk.press("ArrowDown"))
    heard = desk.played()[-1]["id"]
    assert heard in wanted
    assert rank_of(recording, atlas, heard, desk.ids()[:4])[0] > 0.95
    desk.press("Escape")
    assert desk.state()["search"] == ""


def test_words_that_nothing_has_say_what_to_do(desk):
    desk.press("/")
    desk.page.keyboard.type("zzzz")
    assert "fewer letters" in desk.page.locator("#found").text_content()


def drop(desk, name, data):
    desk.page.evaluate(
        """([name, bytes]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(bytes)], name));
          const root = document.querySelector('.timbrespace');
          for (const kind of ['dragover', 'drop'])
            root.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true }));
        }""",
        [name, list(data)],
    )


@pytest.mark.parametrize("way", ["drop", "choose"])
def test_search_by_a_file_plays_it_and_shows_what_is_like_it(desk, atlas, way):
    item = atlas.items.iloc[5]
    path = atlas.sounds / item["path"]

    def act():
        if way == "drop":
            drop(desk, "mine.wav", path.read_bytes())
        else:
            with desk.page.expect_file_chooser() as chooser:
                desk.page.wait_for_timeout(500)
                desk.press("f")
            chooser.value.set_files(path)
        desk.wait("timbrespace.page.search.file || timbrespace.page.notices.all.length")
        assert not desk.page.evaluate("timbrespace.page.notices.all")

    recording = desk.while_recording(4, act)
    assert rank_of(recording, atlas, item["id"], desk.ids()[:4])[0] > 0.95
    rows = desk.page.get_by_role("list", name="Sounds like the file").get_by_role("listitem")
    assert rows.count() >= 10
    nearest = rows.nth(0)
    assert item["path"].removesuffix(".wav") in nearest.text_content()
    # It lies where the same sound lies.
    placed, layout = (
        desk.state()["placed"],
        desk.page.evaluate(
            "id => { const i = timbrespace.page.atlas.indexOf(id);"
            " return [...timbrespace.page.chart.layout.xy.slice(2 * i, 2 * i + 2)] }",
            item["id"],
        ),
    )
    assert placed == pytest.approx(layout, abs=0.1)
    nearest.get_by_role("button", name="Play").click()
    desk.wait("id => timbrespace.played.at(-1).id === id", item["id"])
    desk.press("Escape")
    assert desk.state()["placed"] is None


def test_a_file_that_is_no_sound_says_what_to_do(desk):
    drop(desk, "notes.wav", b"these are words, not sound")
    alert = desk.page.get_by_role("alert").first
    alert.wait_for()
    assert len(alert.text_content()) > 20


def test_the_panel_shows_all_of_the_current_sound(desk, atlas):
    desk.press("ArrowRight")
    panel = desk.page.get_by_role("complementary", name="Current sound")
    for part in ("Neighbours", "What YAMNet hears"):
        panel.get_by_label(part).first.wait_for()
    current = desk.state()["current"]
    item = atlas.items.set_index("id").loc[current]
    text = panel.text_content()
    assert item["path"].removesuffix(".wav") in text
    assert item["label.material"] in text
    assert item["label.action"] in text
    assert "What YAMNet hears" in text
    assert panel.get_by_label("What YAMNet hears").get_by_role("listitem").count() == 5
    assert "dB to 0 dB" in text
    assert panel.get_by_role("img", name="Waveform").locator("path").get_attribute("d")
    shown = (
        panel.get_by_role("img", name="Spectrogram")
        .locator("canvas")
        .evaluate(
            """(canvas) => {
          const { width, height } = canvas;
          const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4) {
            seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
          }
          return [width, seen.size, data.some((v, i) => i % 4 === 3 && v === 0)];
        }"""
        )
    )
    width, n_colours, has_floor = shown
    assert width > 10
    assert n_colours > 20
    assert has_floor, "nothing lies at the floor: quiet parts cannot be seen as quiet"


def test_neighbours_are_those_of_the_full_space_and_each_plays(desk, atlas):
    desk.press("ArrowRight")
    desk.wait("timbrespace.state().neighbours.length > 0")
    state = desk.state()
    near = [n for n, _ in atlas.neighbours(state["current"], k=12)]
    assert state["neighbours"] == near
    rows = desk.page.get_by_role("list", name="Neighbours").get_by_role("listitem")
    assert rows.count() == 12
    desk.fetch(*near)
    desk.press(".")
    desk.wait("timbrespace.heard().peak === 0")
    act = rows.nth(2).get_by_role("button", name="Play").click
    recording = desk.while_recording(1.3, act)
    assert rank_of(recording, atlas, near[2], near)[0] > 0.95
    assert desk.state()["current"] == state["current"]

    desk.press("n")
    desk.wait("id => timbrespace.played.at(-1).id === id", near[0])
    desk.press("n")
    desk.wait("id => timbrespace.played.at(-1).id === id", near[1])
    rows.nth(1).get_by_role("button", name="Go to").click()
    desk.wait("id => timbrespace.state().current === id", near[1])


def test_distances_are_shown(desk, atlas):
    desk.press("ArrowRight")
    desk.wait("timbrespace.state().neighbours.length > 0")
    distance = atlas.neighbours(desk.state()["current"], k=1)[0][1]
    row = desk.page.get_by_role("list", name="Neighbours").get_by_role("listitem").nth(0)
    shown = float(row.locator("[title=Distance]").text_content())
    assert shown == pytest.approx(distance, rel=0.05)


def test_long_sounds_are_heard_by_their_beginning(desk, atlas):
    """A glance fetches a few seconds of a long file, not hours."""
    asked = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.page.evaluate(
        "timbrespace.page.atlas.items.duration_s[0] = 10800;"
        "timbrespace.page.ear.play(timbrespace.page.atlas.items.id[0], 'hover')"
    )
    desk.wait("timbrespace.played.length > 0")
    assert any("preview_s=6" in url for url in asked if "/audio" in url)
    assert soundfile.info(atlas.sounds / atlas.items.iloc[0]["path"]).frames > 0
