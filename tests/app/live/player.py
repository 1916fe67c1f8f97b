"""A page as far as the wire goes."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack

import numpy as np
from websockets.sync.client import connect

from timbrespace.app.live.pump import HEAD

from ..toys import PATIENCE_S

TARGET = 1_440


class Player:
    """A page as far as the wire goes: plays in real time, and reports."""

    path = "/api/live"

    def __init__(self, server, query="", **headers):
        origin = server.url.rstrip("/")
        headers = {"origin": origin} | headers
        url = f"ws://127.0.0.1:{server.port}{self.path}{query}"
        self.stack = ExitStack()
        self.wire = self.stack.enter_context(
            connect(url, additional_headers=headers, open_timeout=PATIENCE_S)
        )
        self.sounds, self.texts = [], []

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stack.close()

    def say(self, do, **message):
        self.wire.send(json.dumps({"do": do, **message}))

    def hear(self, played, flowing=False, target=TARGET, **more):
        self.say("heard", played=played, flowing=flowing, target=target, underruns=0, **more)

    def listen(self, until, patience_s=PATIENCE_S):
        end_s = time.monotonic() + patience_s
        while not until():
            assert time.monotonic() < end_s, "waited in vain"
            try:
                message = self.wire.recv(timeout=0.05)
            except TimeoutError:
                continue
            if isinstance(message, bytes):
                self.sounds.append(message)
            else:
                self.texts.append(json.loads(message))

    @property
    def n_frames(self):
        return sum(HEAD.unpack_from(each)[1] for each in self.sounds)

    @property
    def wave(self):
        parts = [np.frombuffer(each, "<f4", offset=HEAD.size) for each in self.sounds]
        return np.concatenate(parts).reshape(-1, 2)

    @property
    def state(self):
        found = [each["state"] for each in self.texts if each["type"] == "state"]
        return found[-1] if found else {}

    def of(self, kind):
        return [each for each in self.texts if each["type"] == kind]
