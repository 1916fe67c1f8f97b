from __future__ import annotations

import gc
import threading
import time

from timbrespace.effects.plugins.watched.watchdog import Watchdog

#: What is waited for comes far sooner; a machine whose cores are all busy is given time.
PATIENCE_S = 120.0


def until(condition):
    """Wait until something is so."""
    end_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end_s, "waited in vain"
        time.sleep(0.02)


class Owing:
    def __init__(self, after_s):
        self.owes_by_s = None if after_s is None else time.monotonic() + after_s
        self.given_up = threading.Event()

    def give_up(self):
        self.owes_by_s = None
        self.given_up.set()


def test_only_those_that_owe_are_given_up():
    dog = Watchdog()
    late, idle, patient = Owing(0.05), Owing(None), Owing(10 * PATIENCE_S)
    for each in (late, idle, patient):
        dog.watch(each)
    assert late.given_up.wait(PATIENCE_S)
    assert not idle.given_up.is_set() and not patient.given_up.is_set()


def test_what_is_forgotten_is_left_alone_and_later_ones_are_seen():
    dog = Watchdog()
    forgotten = Owing(10 * PATIENCE_S)
    dog.watch(forgotten)
    dog.forget(forgotten)
    until(lambda: not dog._some.is_set())  # It has seen that there is nobody, and sleeps.
    forgotten.owes_by_s = time.monotonic()
    later = Owing(0.0)
    dog.watch(later)
    assert later.given_up.wait(PATIENCE_S)
    assert not forgotten.given_up.is_set()


def test_it_keeps_nothing_alive():
    dog, looked_at = Watchdog(), Owing(None)
    dog.watch(looked_at)
    time.sleep(0.3)
    del looked_at

    def nobody_is_left():  # While the dog looks, it holds what it looks at.
        gc.collect()
        return len(dog._watched) == 0

    until(nobody_is_left)
