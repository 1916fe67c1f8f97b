"""A stick figure moves in time with the sound that was made of its clip."""

from __future__ import annotations

import re
import shutil

import numpy as np
import pytest

import timbrespace
from timbrespace.spaces.data import figures

from .. import motion_world
from . import chromium

N_FRAMES = 300
CANVAS = "document.querySelector('canvas[data-frame]')"


@pytest.fixture(scope="module")
def moving(tmp_path_factory, atlas_folder, sounds):
    """The synthetic sounds, with a walk for every item but the last."""
    path = tmp_path_factory.mktemp("figure") / "synthetic.atlas"
    shutil.copytree(atlas_folder, path)
    ids = [str(each) for each in timbrespace.open(path, sounds=sounds).items["id"]][:-1]
    clip = motion_world.clip(n_frames=N_FRAMES)
    places = (clip.places() / clip.skeleton.reach).astype(np.float32)
    offsets = N_FRAMES * np.arange(len(ids) + 1, dtype=np.int64)
    figures.write(path, figures.Figures(
        tuple(ids), np.concatenate([places] * len(ids)), offsets, motion_world.PARENTS,
        motion_world.NAMES, motion_world.RATE_HZ,
    ))  # fmt: skip
    return timbrespace.open(path, sounds=sounds)


@pytest.fixture(scope="module")
def served(moving):
    with chromium.serving(moving) as running:
        yield running


@pytest.fixture
def desk(served, open_page):
    return open_page(served.url)


@pytest.fixture
def longest(desk, moving):
    """The longest sound that the pointer can find, and its seconds."""
    durations_s = dict(zip(moving.items["id"], moving.items["duration_s"], strict=True))
    found = max(desk.lonely(), key=lambda item: durations_s[item])
    return found, float(durations_s[found])


def frame(desk):
    return desk.page.evaluate(f"Number({CANVAS}.dataset.frame)")


INK = f"""(() => {{
    const canvas = {CANVAS};
    const {{ data, width }} = canvas.getContext('2d')
        .getImageData(0, 0, canvas.width, canvas.height);
    const seen = [];
    for (let i = 3; i < data.length; i += 4) if (data[i] > 128) seen.push((i - 3) / 4);
    return seen;
}})()"""


WATCHED = f"""async (id) => {{
    const seen = [];
    timbrespace.page.sounds.play(timbrespace.page.focus.current, 'click');
    const begun = performance.now();
    while (performance.now() - begun < 6000) {{
        await new Promise(requestAnimationFrame);
        const at_s = timbrespace.page.ear.heardOf(id);
        if (at_s === null && seen.length) break;
        if (at_s !== null) seen.push([at_s, Number({CANVAS}.dataset.frame)]);
    }}
    return seen;
}}"""


def ink(desk):
    """Which pixels are drawn."""
    return desk.page.evaluate(INK)


def look_at(desk, item):
    desk.fetch(item)
    desk.page.mouse.click(*desk.place(item))
    desk.wait(f"Boolean({CANVAS})")


def test_it_stands_until_the_sound_begins_and_then_follows_it(desk, longest):
    item, duration_s = longest
    look_at(desk, item)
    desk.page.keyboard.press(".")
    desk.wait("!timbrespace.page.ear.playing.length")
    for _ in range(5):
        watched = desk.page.evaluate(WATCHED, item)
        # A busy machine may have drawn next to nothing while it sounded.
        if len(watched) > 3 and watched[-1][1] > 0.3 * N_FRAMES:
            break
    # The first look may come before the figure's own: where it stood is still to be seen.
    at_s, frames = np.array(watched[1:]).T
    due = at_s / duration_s * N_FRAMES
    assert len(frames) > 2
    # What is seen was drawn between this look and the last, however slow the machine.
    assert (frames <= due + 2).all()
    assert (frames[1:] >= due[:-1] - 2).all()
    assert frames[-1] > 0.3 * N_FRAMES


def test_it_is_drawn_and_another_frame_looks_otherwise(desk, longest):
    item, _ = longest
    look_at(desk, item)
    desk.page.keyboard.press(".")
    desk.wait("!timbrespace.page.ear.playing.length")
    first, stood = ink(desk), frame(desk)
    assert len(first) > 300
    second = desk.page.evaluate(
        f"""async (stood) => {{
            const begun = performance.now();
            while (performance.now() - begun < 60000) {{
                if (!timbrespace.page.ear.playing.length)
                    timbrespace.page.sounds.play(timbrespace.page.focus.current, 'click');
                await new Promise(requestAnimationFrame);
                const frame = Number({CANVAS}.dataset.frame);
                if (Math.abs(frame - stood) > {N_FRAMES // 10}) return {INK};
            }}
            return [];
        }}""",
        stood,
    )
    assert len(second) > 300
    assert len(set(first) ^ set(second)) > 100


def test_it_says_what_it_shows(desk, longest):
    look_at(desk, longest[0])
    region = desk.page.get_by_role("region", name="Figure")
    assert region.get_by_role("img", name=re.compile("Figure")).count() == 1
    assert f"{N_FRAMES} frames" in region.inner_text()


def test_items_without_a_figure_show_none_and_no_error(desk, moving):
    item = str(moving.items["id"].iloc[-1])
    desk.page.evaluate(
        "id => { const { atlas, sounds } = timbrespace.page;"
        " sounds.goTo(atlas.indexOf(id), 'list') }",
        item,
    )
    desk.wait("timbrespace.page.detail.picture !== null")
    desk.page.wait_for_timeout(300)
    assert desk.page.evaluate(f"!{CANVAS}")
    assert desk.page.get_by_role("alert").count() == 0
