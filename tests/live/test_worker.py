"""The control thread: in order, together where it may, and never ended by a fault."""

from __future__ import annotations

import threading

from timbrespace.live.worker import Worker, together


def word(value):
    return {"do": "word", "name": "a", "value": value}


def test_words_go_together_and_order_stays():
    batch = [word(1), word(2), {"do": "play"}, {**word(3), "at_s": 1}, word(4)]
    groups = list(together(batch))
    assert [len(group) for group in groups] == [2, 1, 1, 1]
    assert [message for group in groups for message in group] == batch


def test_a_fault_is_told_and_the_next_message_is_carried_out():
    done, told = [], []

    def carry_out(messages):
        if messages[0]["do"] == "fail":
            raise RuntimeError("broken")
        done.extend(messages)

    worker = Worker(carry_out, told.append)
    called = threading.Event()
    for work in ({"do": "play"}, {"do": "fail"}, called.set, {"do": "stop"}):
        worker.put(work)
    worker.close()
    assert [message["do"] for message in done] == ["play", "stop"]
    assert told == ["broken"] and called.is_set()


def test_what_piles_up_is_answered_once():
    first, go, groups = threading.Event(), threading.Event(), []

    def carry_out(messages):
        groups.append(len(messages))
        first.set()
        go.wait(5)

    worker = Worker(carry_out, print)
    worker.put(word(0))
    assert first.wait(5)
    for value in range(50):
        worker.put(word(value))
    go.set()
    worker.close()
    assert groups == [1, 50]
