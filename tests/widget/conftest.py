"""A toy atlas, and a notebook's channel that only remembers."""

from __future__ import annotations

import pytest

from ..app.conftest import atlas, own_atlas, own_places  # noqa: F401


@pytest.fixture
def static(tmp_path):
    """A page's build, as far as the widget needs one."""
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "widget.js").write_text("export default { render() {} }")
    (folder / "widget.css").write_text("a {}")
    return folder


class FakeComm:
    """The kernel's end of a widget's channel."""

    comm_id = "toy"
    kernel = "there is one"

    def __init__(self, *args, **kwargs):
        self.sent = []

    def send(self, data=None, metadata=None, buffers=None, **_):
        self.sent.append((data, [bytes(b) for b in buffers or []]))

    def on_msg(self, callback):
        self.deliver = callback

    def close(self, *args, **kwargs):
        pass

    def say(self, content, buffers=()):
        """What the page sends."""
        data = {"method": "custom", "content": content}
        self.deliver({"content": {"data": data}, "buffers": list(buffers)})

    def set(self, **state):
        """A trait set on the page."""
        data = {"method": "update", "state": state, "buffer_paths": []}
        self.deliver({"content": {"data": data}, "buffers": []})


@pytest.fixture
def comm(monkeypatch):
    made = FakeComm()
    monkeypatch.setattr("comm.create_comm", lambda *args, **kwargs: made)
    return made
