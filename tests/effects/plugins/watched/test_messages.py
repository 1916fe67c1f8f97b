from __future__ import annotations

import os

import pytest

from timbrespace.effects.plugins.watched import messages


@pytest.fixture
def pipe():
    out, into = os.pipe()
    yield out, into
    for end in (out, into):
        try:
            os.close(end)
        except OSError:
            pass


def test_numbers_and_texts_arrive_as_they_were_sent(pipe):
    out, into = pipe
    messages.send(into, messages.PROCESS, 4_000_000_000)
    messages.send_text(into, messages.OPEN, {"a": ["ä", 1.5]})
    messages.send(into, messages.DONE)
    messages.send_text(into, messages.FAILED, "why")
    assert messages.receive(out) == (messages.PROCESS, 4_000_000_000, b"")
    assert messages.receive(out).content() == {"a": ["ä", 1.5]}
    assert messages.receive(out) == (messages.DONE, 0, b"")
    assert messages.receive(out).content() == "why"


@pytest.mark.parametrize("sent", [b"", b"o", b"o\x05\x00\x00\x00", b"o\x05\x00\x00\x00ab"])
def test_an_end_in_the_middle_is_an_end(pipe, sent):
    out, into = pipe
    os.write(into, sent)
    os.close(into)
    assert messages.receive(out) is None
