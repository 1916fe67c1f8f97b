"""An engine of sawtooth waves that does what the real one's messages say, at no cost."""

from __future__ import annotations

import threading

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim
from timbrespace.surrogates.base import Word

RATE_HZ = 48_000
WORDS = (
    ("loudness_lufs", "Loudness", "LUFS", -60.0, -10.0, 0.98),
    ("brightness", "Brightness", "", 20.0, 80.0, 0.94),
    ("roughness", "Roughness", "", 10.0, 65.0, 0.71),
    ("pitch_hz", "Pitch", "Hz", 110.0, 880.0, 0.4),
)
N_DIMS = 8
PROBLEM = "R2 is below 0.5 on held-out latents."


class ToySurrogate:
    """Words that are straight lines of the latents, as :class:`ToyEngine` has them."""

    voice = "stream:toy"
    voice_hash = "toy"

    def __init__(self):
        self.dims = tuple(Dim(f"z{i}", "", -3.0, 3.0) for i in range(N_DIMS))
        self.words = tuple(
            Word(name, title, unit, low, high, r2, 0.95, PROBLEM if r2 < 0.5 else "")
            for name, title, unit, low, high, r2 in WORDS
        )
        self.names = tuple(word.name for word in self.words)
        self.usual = np.random.default_rng(0).normal(size=(500, N_DIMS)).astype(np.float32)
        self.slopes = np.zeros((len(WORDS), N_DIMS))
        self.slopes[[0, 1, 2, 3], [2, 0, 1, 3]] = [5.0, 10.0, 9.0, 100.0]
        self.middle = np.array([(low + high) / 2 for _, _, _, low, high, _ in WORDS])

    def predict(self, latents):
        values = self.middle + latents @ self.slopes.T
        return values, np.ones_like(values)

    def jacobian(self, latent):
        return self.slopes, np.full_like(self.slopes, 0.1)


class ToyEngine:
    """Brightness is the number of partials, loudness the level; latents do as words do."""

    def __init__(self):
        self.lock = threading.Lock()
        self.messages = []
        self.threads = set()
        self.fails = None
        self.playing = False
        self.voice = "stream:toy"
        self.latents = np.zeros(N_DIMS)
        self.wanted = {}
        self.values = {name: (low + high) / 2 for name, _, _, low, high, _ in WORDS}
        self.gain_db, self.smooth_ms, self.measuring = 0.0, 30.0, False
        self.recording = False
        self.phase = 0.0
        self.level = 0.0
        self.past, self.future, self.slots, self.presets = [], [], {}, set()
        self.peak = 0.0
        self.underruns, self.transport_ms = 0, 0.0
        self.surrogate = ToySurrogate()
        #: Words that are held and that this voice lacks, and those that nobody can measure here.
        self.waiting, self.unmeasured = [], {}

    def set_transport(self, transport_ms, ahead_samples=0):
        self.transport_ms = transport_ms

    def take_back(self, most):
        return 0

    def apply(self, message):
        with self.lock:
            if message["do"] != "heard":
                self.messages.append(message)
            done = getattr(self, f"_{message['do']}", None)
            if done is None:
                raise TimbrespaceError(f"What is '{message['do']}'?", "Send what it knows.")
            done(message)

    def render(self, out):
        self.threads.add(threading.get_ident())
        if self.fails:
            raise self.fails
        n = out.shape[1]
        times = self.phase + np.arange(1, n + 1) * self.values["pitch_hz"] / 4 / RATE_HZ
        self.phase = times[-1] % 1.0
        partials = np.arange(1, 2 + int(self.values["brightness"]) // 4)
        wave = np.sin(2 * np.pi * np.outer(partials, times)).sum(axis=0) / len(partials) ** 0.5
        goal = 10 ** ((self.values["loudness_lufs"] + self.gain_db) / 20) * self.playing
        steps = np.linspace(self.level, goal, n + 1)[1:]
        self.level = goal
        out[:] = (wave * steps).astype(np.float32)
        self.peak = float(np.abs(out).max())

    def snapshot(self):
        with self.lock:
            db = 20 * np.log10(max(self.peak, 1e-6))
            return {
                "voice": {
                    "id": self.voice,
                    "title": "Toy saw",
                    "sample_rate": RATE_HZ,
                    "hop": 256,
                    "dims": [
                        {"name": f"z{i}", "unit": "", "low": -3.0, "high": 3.0}
                        for i in range(N_DIMS)
                    ],
                },
                "words": [self.described(*each) for each in WORDS],
                "waiting": list(self.waiting),
                "latents": self.latents.tolist(),
                "slots": sorted(self.slots),
                "presets": sorted(self.presets),
                "performances": ["toy-001"],
                "playing": self.playing,
                "gain_db": self.gain_db,
                "smooth_ms": self.smooth_ms,
                "measuring": self.measuring,
                "meters": {"peak_db": [db, db], "rms_db": [db - 6, db - 6], "limiting_db": 0.0},
                "underruns": self.underruns,
                "delay_ms": {"model": 2.0, "buffering": 5.3, "transport": self.transport_ms},
                "recording": self.recording,
                "undo": bool(self.past),
                "redo": bool(self.future),
                "voices": [],
            }

    def described(self, name, title, unit, low, high, r2):
        wanted = self.wanted.get(name)
        problem = PROBLEM if r2 < 0.5 else ""
        return {
            "name": name, "title": title, "unit": unit, "low": low, "high": high,
            "wanted": wanted, "predicted": self.values[name], "spread": (high - low) / 15,
            "reached": wanted is None or abs(wanted - self.values[name]) < (high - low) / 15,
            "measured": self.values[name] if self._measures(name) else None,
            "unmeasured": self.unmeasured.get(name, "") if self.measuring else "",
            "problem": problem, "r2": r2, "closed_loop": None if problem else 0.95,
        }  # fmt: skip

    def _measures(self, name):
        return self.measuring and name not in self.unmeasured

    # What the messages do ---------------------------------------------------------------

    def _play(self, message):
        self.playing = True

    def _stop(self, message):
        self.playing = False

    def _word(self, message):
        self._remember()
        self.want(message["name"], message["value"])

    def want(self, name, value):
        low, high = next((low, high) for n, _, _, low, high, _ in WORDS if n == name)
        self.wanted[name] = value
        self.values[name] = min(max(value, low), high)

    def _remember(self):
        self.past.append((dict(self.wanted), dict(self.values), self.latents.copy()))
        self.future.clear()

    def _words(self, message):
        self._remember()
        for name, value in message["values"].items():
            self.want(name, value)

    def _free(self, message):
        self.wanted.pop(message["name"], None)
        self.waiting = [each for each in self.waiting if each["name"] != message["name"]]

    def _latent(self, message):
        self._remember()
        self.latents[message["dim"]] = message["value"]
        self._hear()

    def _latents(self, message):
        self._remember()
        self.latents[:] = message["values"]
        self._hear()

    def _hear(self):
        self.wanted.clear()
        heard = self.surrogate.predict(self.latents[None])[0][0]
        for (name, _, _, low, high, _), value in zip(WORDS, heard, strict=True):
            self.values[name] = float(np.clip(value, low, high))

    def _gain(self, message):
        self.gain_db = message["db"]

    def _smooth(self, message):
        self.smooth_ms = message["ms"]

    def _measure(self, message):
        self.measuring = message["on"]

    def _store(self, message):
        self.slots[message["slot"]] = (dict(self.wanted), dict(self.values), self.latents.copy())

    def _recall(self, message):
        self._remember()
        self.wanted, self.values, self.latents = (x.copy() for x in self.slots[message["slot"]])

    def _undo(self, message):
        self.future.append((dict(self.wanted), dict(self.values), self.latents.copy()))
        self.wanted, self.values, self.latents = self.past.pop()

    def _redo(self, message):
        self.past.append((dict(self.wanted), dict(self.values), self.latents.copy()))
        self.wanted, self.values, self.latents = self.future.pop()

    def _record(self, message):
        self.recording = message["on"]

    def _voice(self, message):
        self.voice = message["id"]

    def _replay(self, message):
        pass

    def _save(self, message):
        self.presets.add(message["name"])

    def _load(self, message):
        pass

    def _heard(self, message):
        self.underruns = message["underruns"]
