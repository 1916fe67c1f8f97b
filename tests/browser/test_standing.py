"""How things stand: nothing yet, growing, at work, gone, back, without its sounds."""

from __future__ import annotations

import shutil
import time

import pandas as pd
import pytest

from timbrespace.app.backend import Backend
from timbrespace.app.empty import EmptyAtlas

from . import chromium

REJECTS = pd.DataFrame(
    {
        "path": ["broken.wav", "notes.wav"],
        "reason": ["truncated", "not audio"],
        "remedy": ["Copy it again.", "Rename it."],
    }
)


@pytest.fixture
def own_atlas(atlas, tmp_path, sounds):
    """A copy that a test may change."""
    import timbrespace

    path = tmp_path / "own.atlas"
    shutil.copytree(atlas.store.path, path)
    return timbrespace.open(path, sounds=sounds)


def test_an_empty_atlas_says_how_to_fill_it(open_page):
    with chromium.serving(Backend(EmptyAtlas("nothing"))) as running:
        desk = open_page(running.url, items=False)
        standing = desk.page.locator("[data-standing=empty]")
        standing.wait_for()
        assert "timbrespace map" in standing.text_content()


def test_files_that_could_not_be_read_are_listed_with_remedies(open_page):
    with chromium.serving(Backend(EmptyAtlas("bad", REJECTS))) as running:
        desk = open_page(running.url, items=False)
        standing = desk.page.locator("[data-standing=empty]")
        standing.wait_for()
        text = standing.text_content()
        for word in (*REJECTS["path"], *REJECTS["reason"], *REJECTS["remedy"]):
            assert word in text


def test_a_map_grows_in_an_open_page_and_what_is_new_plays(open_page, atlas):
    backend = Backend(EmptyAtlas("growing"))
    with chromium.serving(backend) as running:
        desk = open_page(running.url, items=False, reduced_motion="no-preference")
        desk.page.get_by_text("This atlas is empty").wait_for()
        backend.show(atlas)
        backend.notify_atlas()
        desk.wait("timbrespace.state().n_items === 48 && timbrespace.state().map")
        desk.wait("timbrespace.page.front.stage.pixelOf(0)")
        desk.press("ArrowRight")
        desk.wait("timbrespace.played.length > 0")
        assert not desk.page.locator("[data-standing]").count()


def test_a_layout_started_on_the_page_shows_progress_and_the_new_map(open_page, own_atlas):
    with chromium.serving(own_atlas) as running:
        desk = open_page(running.url)
        before = desk.state()["map"]
        desk.press("j")
        dialog = desk.page.get_by_role("dialog", name="Lay out again")
        dialog.get_by_label("PCA").check()
        dialog.get_by_label("Dimensions").select_option("2")
        dialog.get_by_label("Seed").fill("3")
        dialog.get_by_role("button", name="Lay out").click()
        desk.page.locator("[data-job]").first.wait_for()
        desk.page.locator("[data-job=done]").wait_for()
        desk.wait("timbrespace.page.atlas.maps.some((map) => map.seed === 3)")
        assert before in [each.name for each in own_atlas.maps()]


@pytest.mark.parametrize("height", [700, 800])
def test_a_job_is_cancelled_and_resumed_from_the_page(open_page, own_atlas, height):
    from timbrespace.jobs import Job

    backend = Backend(own_atlas)
    slow = {"go": False}

    def work(job):
        job.begin(total=1000, message="Working")
        for n in range(1000):
            job.check()
            job.advance(1)
            time.sleep(0 if slow["go"] else 0.05)
            while n > 500 and not slow["go"]:  # Whoever is late to cancel it is waited for.
                job.check()
                time.sleep(0.05)
        job.finish()

    with chromium.serving(backend) as running:
        desk = open_page(running.url, viewport={"width": 1280, "height": height})
        backend.jobs.run(Job("layout", "A long one", unit="steps"), work)
        strip = desk.page.locator("[data-job=running]")
        strip.wait_for()
        desk.page.get_by_text("left").first.wait_for()  # It says how long it will take.
        strip.get_by_role("button", name="Cancel").click()
        stopped = desk.page.locator("[data-job=cancelled]")
        stopped.wait_for()
        slow["go"] = True
        stopped.get_by_role("button", name="Resume").click()
        desk.page.locator("[data-job=done]").wait_for()


def test_the_page_says_that_the_server_is_gone_and_goes_on_when_it_is_back(open_page, atlas):
    with chromium.serving(atlas) as running:
        port = running.port
        desk = open_page(running.url)
        item = desk.ids()[0]
        desk.fetch(item)
    banner = desk.page.locator("[data-banner=gone]")
    banner.wait_for()
    assert "timbrespace serve" in banner.text_content()
    # What is here already still plays.
    desk.page.evaluate("id => timbrespace.page.ear.play(id, 'click')", item)
    desk.wait("timbrespace.played.length > 0")
    with chromium.serving(atlas, port) as running:
        assert running.port == port
        banner.wait_for(state="detached")
        other = desk.ids()[7]
        desk.page.evaluate("id => timbrespace.page.ear.play(id, 'click')", other)
        desk.wait("id => timbrespace.played.at(-1).id === id", other)


def test_sounds_that_have_moved_are_said_to_have(open_page, own_atlas, tmp_path):
    import timbrespace

    moved = timbrespace.open(own_atlas.store.path, sounds=None)
    moved.sounds = tmp_path / "nowhere"
    with chromium.serving(moved) as running:
        desk = open_page(running.url)
        banner = desk.page.locator("[data-banner=sounds]")
        banner.wait_for()
        said = " ".join(banner.text_content().split())
        assert f"serve {own_atlas.store.path} --sounds" in said


def test_rejects_notes_and_credits_can_be_reached(server, open_page):
    desk = open_page(server.url, items=False)

    def more(route):
        answer = route.fetch()
        credit = {"title": "Drums", "by": "A Drummer", "licence": "CC BY-SA 4.0", "where": "here"}
        said = answer.json() | {"rejects": REJECTS.to_dict("records"), "credits": [credit]}
        route.fulfill(response=answer, json=said)

    desk.page.route("**/api/atlas", more)
    desk.page.reload()
    desk.wait_for_map()
    assert "A Drummer" in desk.page.get_by_role("complementary").text_content()
    desk.page.get_by_role("button", name="2 files left out: why").click()
    about = desk.page.get_by_role("dialog").filter(has_text="left out")
    text = about.text_content()
    assert "Copy it again." in text
    assert "CC BY-SA 4.0" in text


def test_a_browser_that_waits_for_a_click_is_told_so(server, browser):
    """Without the flag, a page may not sound before it is touched."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(1_000 * chromium.PATIENCE_S)
    page.add_init_script(
        """const Real = AudioContext;
        window.AudioContext = class extends Real {
          get state() { return window.touched ? super.state : 'suspended'; }
          resume() { window.touched = true; this.onstatechange?.(); return super.resume(); }
        };"""
    )
    page.goto(server.url + "?probe")
    page.locator("[data-banner=blocked]").wait_for()
    page.mouse.click(400, 400)
    page.locator("[data-banner=blocked]").wait_for(state="detached")
    context.close()
