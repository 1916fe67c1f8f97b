"""The map under mouse and keys: zoom, move, reset, lasso, and how it comes to a new layout."""

from __future__ import annotations

import numpy as np
import pytest


def test_the_wheel_zooms_at_the_cursor_and_a_double_click_resets(desk):
    item = desk.lonely(1)[0]
    before, view = np.array(desk.place(item)), desk.state()["view"]
    desk.page.mouse.move(*before)
    desk.page.mouse.wheel(0, -600)
    desk.wait("zoom => timbrespace.state().view.zoom > 1.5 * zoom", view["zoom"])
    assert np.hypot(*(np.array(desk.place(item)) - before)) < 1.5
    desk.page.mouse.dblclick(*desk.empty_spot())
    desk.wait("zoom => Math.abs(timbrespace.state().view.zoom - zoom) < 1e-6", view["zoom"])
    assert desk.state()["view"] == pytest.approx(view)


def test_keys_zoom_move_and_reset(desk):
    view = desk.state()["view"]
    desk.press("+", "Shift+ArrowRight", "Shift+ArrowUp")
    moved = desk.state()["view"]
    assert moved["zoom"] > view["zoom"]
    assert moved["x"] > view["x"]
    assert moved["y"] > view["y"]
    desk.press("0")
    desk.wait("zoom => Math.abs(timbrespace.state().view.zoom - zoom) < 1e-6", view["zoom"])


def test_the_right_button_moves_the_map_with_the_hand(desk):
    item = desk.ids()[0]
    x, y = desk.place(item)
    desk.page.mouse.move(600, 300)
    desk.page.mouse.down(button="right")
    desk.page.mouse.move(640, 330, steps=4)
    desk.page.mouse.up(button="right")
    assert desk.place(item) == pytest.approx([x + 40, y + 30], abs=0.5)
    assert not [voice for voice in desk.played() if voice["why"] != "hover"]


def test_a_lasso_by_mouse_selects_what_it_holds_in_silence(desk):
    places = {i: np.array(desk.place(i)) for i in desk.ids()}
    middle = places[desk.lonely(1)[0]]
    (left, top), (right, bottom) = middle - 45, middle + 45
    inside = {i for i, p in places.items() if np.abs(p - middle).max() < 44}
    desk.press("h")

    def draw():
        desk.page.keyboard.down("Shift")
        desk.page.mouse.move(left, top)
        desk.page.mouse.down()
        for corner in ((right, top), (right, bottom), (left, bottom), (left, top)):
            desk.page.mouse.move(*corner, steps=6)
        desk.page.keyboard.up("Shift")
        desk.page.mouse.up()

    draw()
    chosen = set(desk.state()["selection"])
    assert chosen >= inside
    assert all(np.abs(places[i] - middle).max() < 46 for i in chosen)
    assert not [voice for voice in desk.played() if voice["why"] == "drag"]
    desk.press("Escape")
    assert desk.state()["selection"] == []


def test_a_lasso_by_keyboard_selects_what_it_holds(desk):
    desk.press("ArrowRight")
    desk.wait("timbrespace.state().current !== null")
    start = desk.state()["current"]
    desk.wait("timbrespace.played.length > 0")  # Its sound may come later than it is chosen.
    n_played = len(desk.played())
    desk.press("l")
    walk = {"ArrowLeft": 3, "ArrowUp": 3}
    for key, times in walk.items():
        desk.press(*[key] * times)
    desk.press("Space", *["ArrowRight"] * 6, "Space", *["ArrowDown"] * 6, "Space")
    desk.press(*["ArrowLeft"] * 6, "Enter")
    state = desk.state()
    assert start in state["selection"]
    assert state["current"] == start
    assert len(desk.played()) == n_played
    place = np.array(desk.place(start))
    far = [np.abs(np.array(desk.place(i)) - place).max() for i in state["selection"]]
    assert max(far) <= 50


def test_x_adds_to_the_selection_and_takes_out(desk):
    desk.press("ArrowRight", "x")
    current = desk.state()["current"]
    assert desk.state()["selection"] == [current]
    desk.press("x")
    assert desk.state()["selection"] == []


def test_points_move_smoothly_into_another_map_and_still_play(server, open_page):
    desk = open_page(server.url, reduced_motion="no-preference")
    item = desk.lonely(1)[0]
    before = desk.place(item)
    # The page's clock goes by what it draws: a busy machine draws few pictures in a second.
    desk.page.evaluate(
        """() => {
          const canvas = document.querySelector('[data-map] canvas:not([data-ground])');
          window.pictures = new Set();
          let now_ms = performance.now();
          performance.now = () => now_ms;
          (function look() {
            now_ms += 30;
            pictures.add(canvas.toDataURL());
            requestAnimationFrame(look);
          })();
        }"""
    )
    desk.press("m")
    desk.wait("pictures.size > 4")  # Else there are no pictures between the two maps.
    desk.wait("begun => performance.now() > begun + 3000", desk.page.evaluate("performance.now()"))
    assert desk.place(item) != before
    desk.fetch(item)
    desk.page.mouse.move(*desk.place(item))
    desk.wait("timbrespace.played.length > 0")


def test_less_movement_is_respected(desk):
    """The system asks for less movement: the points are there at once."""
    desk.page.evaluate("timbrespace.page.front.stage.frames_ms.length = 0")
    desk.press("m")
    desk.page.wait_for_timeout(700)
    assert len(desk.page.evaluate("timbrespace.frames_ms()")) < 8
