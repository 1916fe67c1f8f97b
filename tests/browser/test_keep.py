"""What can be taken away: a selection, a picture, a session."""

from __future__ import annotations

import csv
import io
import zipfile

import numpy as np
import pytest
import soundfile


def test_the_selection_comes_as_a_zip_of_its_sounds_with_a_table(desk, atlas):
    desk.press("ArrowRight", "a")
    chosen = desk.state()["selection"]
    assert chosen
    coming = desk.download(lambda: desk.press("e"))
    assert coming.suggested_filename.endswith(".zip")
    with zipfile.ZipFile(coming.path()) as bundle:
        tables = [name for name in bundle.namelist() if name.endswith("items.csv")]
        sounds = [name for name in bundle.namelist() if name.endswith(".wav")]
        rows = list(csv.DictReader(io.StringIO(bundle.read(tables[0]).decode("utf-8-sig"))))
        assert len(rows) == len(sounds) == len(chosen)
        assert {row["id"] for row in rows} == set(chosen)
        wave, _ = soundfile.read(io.BytesIO(bundle.read(sounds[0])))
        assert np.abs(wave).max() > 0.001


def test_the_button_exports_too_and_nothing_selected_says_what_to_do(desk):
    desk.press("e")
    assert "lasso" in desk.page.get_by_role("log").text_content()
    desk.press("ArrowRight", "x")
    button = desk.page.get_by_role("button", name="Export ZIP")
    assert desk.download(button.click).suggested_filename.endswith("-1-sounds.zip")


def test_the_map_comes_as_a_picture_with_points_and_legend(desk):
    import struct

    coming = desk.download(lambda: desk.press("p"))
    with open(coming.path(), "rb") as file:
        data = file.read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert (width, height) == (1280, 752)
    n_colours = desk.page.evaluate(
        """async (bytes) => {
          const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
          const canvas = new OffscreenCanvas(picture.width, picture.height);
          const pen = canvas.getContext('2d');
          pen.drawImage(picture, 0, 0);
          const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4) {
            seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
          }
          return seen.size;
        }""",
        list(data),
    )
    assert n_colours > 50


def arranged(desk):
    """A session that differs from the usual in everything."""
    desk.press("ArrowRight", "Enter", "ArrowLeft", "Enter", "a", "ArrowDown", "v")
    desk.press("m", "c", "t", "h", "[", "d", "+", "Shift+ArrowLeft")
    desk.page.wait_for_timeout(300)


@pytest.mark.parametrize("way", ["drop", "choose"])
def test_a_session_opens_again_as_it_was(desk, server, open_page, way):
    arranged(desk)
    before = desk.state()
    coming = desk.download(lambda: desk.press("s"))
    session = desk.json_of(coming)
    assert session["timbrespace_session"] == 1

    file = coming.path().read_bytes()
    desk.page.close()
    other = open_page(server.url)
    if way == "drop":
        from .test_find import drop

        drop(other, coming.suggested_filename, file)
    else:
        with other.page.expect_file_chooser() as chooser:
            other.page.wait_for_timeout(500)  # Playwright takes the dialog over in its own time.
            other.press("o")
        chooser.value.set_files(
            {"name": "session.json", "mimeType": "application/json",
             "buffer": file}
        )  # fmt: skip
    other.wait("timbrespace.state().pinned.length === 2")
    after = other.state()
    for name in session:
        if name != "view":
            assert after[name] == before[name], name
    assert after["view"] == pytest.approx(before["view"])
    assert after["shades"] == before["shades"]
    other.press("h")
    other.press("1")
    other.wait("timbrespace.played.length > 0")
    assert other.played()[0]["id"] == before["pinned"][0]


def test_a_file_that_is_no_session_is_refused_with_a_reason(desk):
    from .test_find import drop

    drop(desk, "other.json", b'{"name": "something else"}')
    alert = desk.page.get_by_role("alert").first
    alert.wait_for()
    assert "session" in alert.text_content()
