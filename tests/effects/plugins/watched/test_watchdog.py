from __future__ import annotations

import gc
import threading
import time

from timbrespace.effects.plugins.watched.watchdog import Watchdog


class Owing:
    def __init__(self, after_s):
        self.owes_by_s = None if after_s is None else time.monotonic() + after_s
        self.given_up = threading.Event()

    def give_up(self):
        self.owes_by_s = None
        self.given_up.set()


def test_only_those_that_owe_are_given_up():
    dog = Watchdog()
    late, idle, patient = Owing(0.05), Owing(None), Owing(60.0)
    for each in (late, idle, patient):
        dog.watch(each)
    assert late.given_up.wait(5.0)
    assert not idle.given_up.is_set() and not patient.given_up.is_set()


def test_what_is_forgotten_is_left_alone_and_later_ones_are_seen():
    dog = Watchdog()
    forgotten = Owing(0.2)
    dog.watch(forgotten)
    dog.forget(forgotten)
    time.sleep(0.4)
    assert not forgotten.given_up.is_set()
    later = Owing(0.0)
    dog.watch(later)
    assert later.given_up.wait(5.0)


def test_it_keeps_nothing_alive():
    dog, looked_at = Watchdog(), Owing(None)
    dog.watch(looked_at)
    time.sleep(0.3)
    del looked_at
    time.sleep(0.3)
    gc.collect()
    assert len(dog._watched) == 0
