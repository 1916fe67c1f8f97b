"""Sounds and answers of listening tests."""

from __future__ import annotations

import csv

import numpy as np

from timbrespace.listening import Answer, Trial
from timbrespace.listening.design import role_of

RATE_HZ = 48_000


def tone(hz, seconds=1.0, level=0.2, channels=1):
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return np.tile(level * np.sin(2 * np.pi * hz * t), (channels, 1)).astype(np.float32)


def noise(seed=0, seconds=1.0, level=0.1):
    rng = np.random.default_rng(seed)
    return rng.normal(0, level, (1, round(seconds * RATE_HZ))).astype(np.float32)


def trial(name="drum", **conditions):
    return Trial(name, noise(), conditions or {"ours": noise(1)}, RATE_HZ)


def answers(ratings):
    """From ``{listener: {trial: {condition: rating}}}``."""
    return [
        Answer("t", who, trial, condition, role_of(condition), float(rating))
        for who, trials in ratings.items()
        for trial, own in trials.items()
        for condition, rating in own.items()
    ]


def write_csv(path, found):
    columns = ["test", "listener", "trial", "condition", "role", "rating"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows({c: getattr(each, c) for c in columns} for each in found)
    return path
