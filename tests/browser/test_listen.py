"""Hover, click, drag, keys: what is asked for is what is heard."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import soundfile

from .ear import likeness, roughest


def sound_of(atlas, item_id):
    path = atlas.items.set_index("id").loc[item_id, "path"]
    wave, rate = soundfile.read(atlas.sounds / path, dtype="float32", always_2d=True)
    return wave[:, 0], rate


def rank_of(recording, atlas, wanted, others):
    """The likeness of the wanted sound, and of the most alike among the others."""
    wave, rate = sound_of(atlas, wanted)
    rest = [likeness(recording, *sound_of(atlas, each)) for each in others if each != wanted]
    return likeness(recording, wave, rate), max(rest)


def hover(desk, item_id):
    desk.page.mouse.move(*desk.place(item_id))


def test_hovering_plays_the_sound_under_the_pointer(desk, atlas):
    wanted, *others = desk.lonely(6)
    desk.fetch(wanted)
    recording = desk.while_recording(1.2, lambda: hover(desk, wanted))
    right, wrong = rank_of(recording, atlas, wanted, others)
    assert right > 0.95
    assert right > wrong + 0.1
    assert desk.played()[-1]["why"] == "hover"


def test_nothing_sounds_where_nothing_is_pointed_at(desk):
    recording = desk.while_recording(0.4, lambda: desk.page.mouse.move(*desk.empty_spot()))
    assert recording.is_silent


def test_a_sound_fades_in_and_out_within_5_to_15_ms_and_does_not_click(desk, atlas):
    wanted = desk.lonely(1)[0]
    desk.fetch(wanted)
    wave, rate = sound_of(atlas, wanted)

    def act():
        hover(desk, wanted)
        desk.page.wait_for_timeout(120)
        desk.press(".")

    for _ in range(5):
        recording = desk.while_recording(0.6, act)
        heard = np.flatnonzero(np.abs(recording.wave) > 1e-5)
        if len(heard) and np.ptp(heard) / recording.rate_hz < len(wave) / rate - 0.2:
            break
        desk.page.mouse.move(*desk.empty_spot())  # A busy machine began or stopped it too late.
    voice = desk.played()[-1]
    assert 0.005 <= voice["fade_in_s"] <= 0.015
    assert 0.005 <= voice["fade_out_s"] <= 0.015
    # It was stopped in the middle, and is gone after the fade.
    lasted_s = (heard[-1] - heard[0]) / recording.rate_hz
    assert lasted_s < len(wave) / rate - 0.2
    assert not np.abs(recording.wave[heard[-1] + 1 :]).max(initial=0) > 1e-5
    assert roughest(recording.wave) <= 1.3 * roughest(wave)


def test_the_first_and_last_samples_of_a_sound_are_faded(desk):
    """A constant shows the fades themselves: they are what leaves the page."""
    desk.page.evaluate(
        """async () => {
          const rate = 44100, n = 4410, view = new DataView(new ArrayBuffer(44 + 2 * n));
          const text = (at, s) => [...s].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
          text(0, 'RIFF'); text(8, 'WAVEfmt '); text(36, 'data');
          [[4, 36 + 2 * n], [16, 16], [24, rate], [28, 2 * rate], [40, 2 * n]]
            .forEach(([at, value]) => view.setUint32(at, value, true));
          [[20, 1], [22, 1], [32, 2], [34, 16]]
            .forEach(([at, value]) => view.setUint16(at, value, true));
          for (let i = 0; i < n; i++) view.setInt16(44 + 2 * i, 10000, true);
          window.constant = () => timbrespace.page.ear.playFile(view.buffer);
        }"""
    )
    recording = desk.while_recording(0.6, lambda: desk.page.evaluate("constant()"))
    level = np.median(recording.wave[np.abs(recording.wave) > 0.05])
    heard = np.flatnonzero(np.abs(recording.wave) > 1e-4)
    full = np.flatnonzero(recording.wave > 0.99 * level)
    in_s = (full[0] - heard[0]) / recording.rate_hz
    out_s = (heard[-1] - full[-1]) / recording.rate_hz
    assert 0.0045 < in_s < 0.015
    assert 0.0045 < out_s < 0.015
    assert np.abs(np.diff(recording.wave)).max() < 1.5 * level / (0.005 * recording.rate_hz)


def test_stopping_a_steady_tone_leaves_no_click(desk):
    """A sine makes a click easy to hear: nothing in it is rough."""
    desk.page.evaluate(
        """async () => {
          const { context, page } = timbrespace, rate = context.sampleRate;
          const sound = new AudioBuffer({ length: rate, sampleRate: rate });
          const wave = sound.getChannelData(0);
          for (let i = 0; i < rate; i++) wave[i] = 0.5 * Math.sin((2 * Math.PI * 200 * i) / rate);
          window.tone = () => page.ear.player.start('tone', sound);
        }"""
    )

    def act():
        desk.page.evaluate("tone()")
        desk.page.wait_for_timeout(150)
        desk.page.evaluate("timbrespace.page.ear.stop()")
        desk.page.wait_for_timeout(60)
        desk.page.evaluate("tone()")

    recording = desk.while_recording(1.8, act)
    smooth = 0.5 * (2 * np.pi * 200 / recording.rate_hz) ** 2
    step = 0.5 * 2 * np.pi * 200 / recording.rate_hz
    ramp = 0.5 / (0.012 * recording.rate_hz)
    # Where a sine begins and where a ramp does, the slope changes once; nothing jumps.
    assert roughest(recording.wave) < 1.3 * (smooth + step + ramp)
    assert np.abs(np.diff(recording.wave)).max() < 1.3 * (step + ramp)


def test_the_switch_stops_hovering_from_playing_and_shift_turns_it_round(desk):
    first, second, third = desk.lonely(3)
    desk.fetch(first, second, third)
    desk.press("h")
    assert desk.state()["hover"] is False
    assert desk.while_recording(0.3, lambda: hover(desk, first)).is_silent

    desk.page.keyboard.down("Shift")
    assert not desk.while_recording(0.4, lambda: hover(desk, second)).is_silent
    desk.page.keyboard.up("Shift")

    desk.page.get_by_role("button", name="Hover to play").click()
    assert desk.state()["hover"] is True
    assert not desk.while_recording(0.4, lambda: hover(desk, third)).is_silent


def test_a_click_plays_pins_and_holds_the_panel(desk, atlas):
    wanted, other = desk.lonely(2)
    desk.press("h")
    desk.fetch(wanted, other)
    recording = desk.while_recording(1.2, lambda: desk.page.mouse.click(*desk.place(wanted)))
    assert rank_of(recording, atlas, wanted, [other])[0] > 0.95
    state = desk.state()
    assert (state["current"], state["pinned"], state["held"]) == (wanted, [wanted], True)

    desk.press("h")
    hover(desk, other)
    desk.wait("id => timbrespace.played.at(-1).id === id", other)
    assert desk.state()["current"] == wanted

    desk.press("1")
    desk.wait("id => timbrespace.played.at(-1).id === id", wanted)
    desk.press("Escape")
    hover(desk, wanted)
    hover(desk, other)
    desk.wait("id => timbrespace.state().current === id", other)


def test_enter_pins_and_unpins_by_keyboard(desk):
    desk.press("ArrowRight")
    desk.wait("timbrespace.state().current !== null")
    desk.press("Enter")
    assert desk.state()["pinned"] == [desk.state()["current"]]
    desk.press("Enter")
    assert desk.state()["pinned"] == []


def test_a_drag_plays_the_points_it_crosses_in_their_order(desk):
    on_the_way = sorted(desk.lonely(), key=lambda i: desk.place(i)[0])[:4]
    desk.press("h")  # Dragging plays whatever the switch says.
    desk.fetch(*desk.ids())
    places, view = [desk.place(i) for i in on_the_way], desk.state()["view"]

    def act():
        desk.page.mouse.move(*desk.empty_spot())
        desk.page.mouse.down()
        for place in places:
            desk.page.mouse.move(*place, steps=8)
            desk.page.wait_for_timeout(30)
        desk.page.mouse.up()

    recording = desk.while_recording(1.5, act)
    heard = [voice["id"] for voice in desk.played() if voice["why"] == "drag"]
    rest = iter(heard)
    assert all(i in rest for i in on_the_way), "not heard, or not in this order"
    assert not recording.is_silent
    assert desk.state()["view"] == view


def test_no_more_than_n_voices_sound_and_the_oldest_fades(desk):
    n = desk.state()["n_voices"]
    many = desk.ids()[: n + 3]
    desk.fetch(*many)
    desk.page.evaluate("ids => ids.forEach((id) => timbrespace.page.ear.play(id, 'drag'))", many)
    assert desk.state()["playing"] == many[-n:]
    starts = [voice["starts_s"] for voice in desk.played()[-len(many) :]]
    assert max(starts) - min(starts) < 0.1


def test_the_limiter_keeps_a_crowd_of_sounds_within_bounds(desk):
    many = desk.ids()[:6]
    desk.fetch(*many)
    act = "ids => ids.forEach((id) => timbrespace.page.ear.play(id, 'drag'))"
    desk.page.evaluate("timbrespace.page.ear.output.input.gain.value = 20")
    recording = desk.while_recording(0.6, lambda: desk.page.evaluate(act, many))
    assert 0.3 < np.abs(recording.wave).max() <= 1.0


def test_arrow_keys_go_to_the_nearest_sound_that_way_and_play_it(desk, atlas):
    desk.page.locator("[data-map]").focus()
    desk.press("ArrowRight")
    desk.wait("timbrespace.played.length > 0")
    desk.fetch(*desk.ids())
    steps = {"ArrowRight": (1, 0), "ArrowLeft": (-1, 0), "ArrowDown": (0, 1), "ArrowUp": (0, -1)}
    went = 0
    for key, (dx, dy) in steps.items():
        before, n = desk.state()["current"], len(desk.played())
        x, y = desk.place(before)
        desk.press(key)
        after = desk.state()["current"]
        if after == before:
            continue
        went += 1
        desk.wait("n => timbrespace.played.length > n", n)
        assert desk.played()[-1]["id"] == after
        new_x, new_y = desk.place(after)
        assert (new_x - x) * dx + (new_y - y) * dy > 0
    assert went >= 3
    current = desk.state()["current"]
    desk.press(".")
    desk.wait("timbrespace.heard().peak === 0")
    recording = desk.while_recording(1.2, lambda: desk.press("Space"))
    assert rank_of(recording, atlas, current, desk.ids()[:5])[0] > 0.95


def test_space_plays_the_same_sound_again(desk):
    desk.press("ArrowRight")
    desk.wait("timbrespace.played.length === 1")
    desk.press("Space", "Space")
    desk.wait("timbrespace.played.length === 3")
    assert len({voice["id"] for voice in desk.played()}) == 1


def test_the_trail_shows_what_was_heard_and_fades(desk):
    heard = desk.lonely(3)
    desk.fetch(*heard)
    for item_id in heard:
        hover(desk, item_id)
        desk.wait("id => timbrespace.state().trail.at(-1) === id", item_id)
    assert desk.state()["trail"] == heard
    desk.page.evaluate(
        "const now = performance.now.bind(performance); performance.now = () => now() + 9000"
    )
    assert desk.state()["trail"] == []


def test_the_voice_reader_is_told_what_plays(desk):
    desk.press("ArrowRight")
    spoken = desk.page.locator("[aria-live=polite].spoken")
    current = desk.state()["current"]
    name = desk.page.evaluate(
        "id => { const { atlas } = timbrespace.page; return atlas.nameOf(atlas.indexOf(id)) }",
        current,
    )
    desk.wait("timbrespace.played.length > 0")
    assert name in spoken.text_content()


def test_volume_goes_up_and_down_by_key_and_slider(desk):
    before = desk.state()["volume"]
    desk.press("[", "[")
    assert desk.state()["volume"] == pytest.approx(before - 0.2)
    desk.page.get_by_label("Volume").fill("0")
    desk.page.wait_for_timeout(60)
    item = desk.ids()[0]
    desk.fetch(item)
    act = "id => timbrespace.page.ear.play(id, 'click')"
    assert desk.while_recording(0.3, lambda: desk.page.evaluate(act, item)).is_silent


def test_hearing_starts_soon_after_pointing(desk):
    """Not the benchmark: only that nothing on the way takes its time."""
    heard = desk.lonely(4)
    desk.fetch(*heard)
    for _ in range(5):  # A busy machine is late now and then, but not each time.
        for item_id in heard:
            hover(desk, item_id)
            desk.wait("id => timbrespace.played.at(-1)?.id === id", item_id)
        waits = desk.page.evaluate(
            """n => timbrespace.played.slice(-n).map(({ starts_s, asked_ms }) => {
              const { contextTime, performanceTime } = timbrespace.context.getOutputTimestamp();
              return performanceTime + 1000 * (starts_s - contextTime) - asked_ms;
            })""",
            len(heard),
        )
        if np.median(waits) < 100:
            break
    assert np.median(waits) < 100
    assert all(a <= b for a, b in itertools.pairwise([v["starts_s"] for v in desk.played()]))
