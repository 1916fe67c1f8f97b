"""Commands come in their order, at their sample."""

from __future__ import annotations

from timbrespace.live.inbox import TOLD, Command, Inbox


def test_what_is_posted_is_taken_when_it_is_opened():
    inbox = Inbox()
    inbox.post(Command("play"))
    assert inbox.due(0) == []
    inbox.open()
    assert [each.kind for each in inbox.due(0)] == ["play"] and inbox.due(0) == []


def test_order_stays_and_samples_count():
    inbox = Inbox()
    for kind, at in (("a", 10), ("b", 0), ("c", 10), ("d", 11)):
        inbox.post(Command(kind, at=at))
    inbox.open()
    assert [each.kind for each in inbox.due(0)] == ["b"]
    assert inbox.until_next(0, 256) == 10 and inbox.until_next(0, 4) == 4
    assert [each.kind for each in inbox.due(10)] == ["a", "c"]
    assert inbox.until_next(10, 256) == 1


def test_only_the_last_are_told():
    inbox = Inbox()
    for n in range(TOLD + 5):
        inbox.tell(Command("play", ids=(n,)), n)
    assert len(inbox.told) == TOLD and inbox.told[-1] == (TOLD + 4, TOLD + 4)
