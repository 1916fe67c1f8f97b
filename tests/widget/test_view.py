"""The widget without a browser: what the page sends is answered, what Python sets is sent."""

from __future__ import annotations

import io
import time

import pytest
import soundfile

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.widget.view import AtlasWidget, built_files

from ..app.toys import IDS


@pytest.fixture
def widget(atlas, comm, static):
    found = AtlasWidget(atlas, static=static)
    yield found
    found.close()


def custom(comm):
    """The contents of all custom messages so far, with their buffers."""
    return [(d["content"], b) for d, b in comm.sent if d.get("method") == "custom"]


def answer_to(comm, number):
    until_s = time.monotonic() + 10
    while time.monotonic() < until_s:
        for content, buffers in custom(comm):
            if content.get("call") == number:
                return content, buffers
        time.sleep(0.01)
    raise AssertionError(f"call {number} was not answered")


def test_a_sound_travels_as_binary(widget, comm):
    comm.say({"call": 1, "method": "GET", "path": f"/api/items/{IDS[0]}/audio", "query": {}})
    content, (buffer,) = answer_to(comm, 1)
    assert content["status"] == 200
    assert soundfile.info(io.BytesIO(buffer)).frames == 11_025


def test_many_calls_are_all_answered_once(widget, comm):
    for number in range(30):
        path = f"/api/items/{IDS[number % 7]}/audio"
        comm.say({"call": number, "method": "GET", "path": path})
    for number in range(30):
        assert answer_to(comm, number)[0]["status"] == 200
    assert len(custom(comm)) == 30


def test_a_dropped_sound_comes_in_as_a_buffer(widget, comm, atlas):
    body = (atlas.sounds / "kick.wav").read_bytes()
    comm.say({"call": 2, "method": "POST", "path": "/api/search"}, [memoryview(body)])
    assert answer_to(comm, 2)[0]["json"]["duration_s"] == pytest.approx(0.25)


def test_other_messages_are_none_of_its_business(widget, comm):
    for content in ({"event": "x"}, "text", None, [1]):
        comm.say(content)
    assert custom(comm) == []


def test_events_arrive(widget, comm):
    widget.backend.jobs.wait(widget.backend.jobs.run(Job("toy"), lambda job: None).id, 5)
    events = [content["event"]["job"]["state"] for content, _ in custom(comm)]
    assert (events[0], events[-1]) == ("waiting", "done")


def test_the_selection_goes_both_ways(widget, comm, atlas):
    heard = []
    widget.observe(lambda change: heard.append(change["new"]), "selection")
    comm.set(selection=IDS[:2], colour_by="material")
    assert widget.selection == IDS[:2]
    assert widget.colour_by == "material"
    assert widget.selected["id"].tolist() == IDS[:2]
    widget.selection = [IDS[3]]
    assert heard == [IDS[:2], [IDS[3]]]
    states = [d["state"] for d, _ in comm.sent if d.get("method") == "update"]
    assert states[-1] == {"selection": [IDS[3]]}


def test_what_is_not_in_the_atlas_cannot_be_selected(widget):
    widget.selection = IDS[:1]
    with pytest.raises(TimbrespaceError, match="ffff"):
        widget.selection = ["ffff"]
    assert widget.selection == IDS[:1]


def test_it_begins_with_what_it_is_given(atlas, comm, static):
    widget = AtlasWidget(atlas, static=static, selection=IDS[:1], colour_by="pitch_hz")
    assert (widget.selection, widget.colour_by) == (IDS[:1], "pitch_hz")
    assert widget._esm.startswith("export default")
    assert widget._css == "a {}"
    widget.close()


def test_growth_is_shown(own_atlas, comm, static):
    widget = AtlasWidget(own_atlas, static=static)
    own_atlas.store.write_items(own_atlas.items.iloc[:3])
    widget.refresh()
    assert [c["event"]["type"] for c, _ in custom(comm)] == ["items", "atlas"]
    assert custom(comm)[0][0]["event"]["n_items"] == 3
    widget.close()


def test_a_closed_widget_is_silent(atlas, comm, static):
    widget = AtlasWidget(atlas, static=static)
    widget.close()
    n_sent = len(comm.sent)
    widget.backend.notify_atlas()
    assert len(comm.sent) == n_sent
    widget.close()


def test_an_unbuilt_page_says_what_to_run(tmp_path, atlas, comm):
    with pytest.raises(TimbrespaceError, match="make page"):
        AtlasWidget(atlas, static=tmp_path)


def test_a_style_may_be_missing(static):
    (static / "widget.css").unlink()
    assert built_files(static)[1] == ""
