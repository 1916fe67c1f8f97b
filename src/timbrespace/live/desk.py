"""The control side: what messages mean, worked out away from the audio path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.live.history import History, Place, Stand
from timbrespace.live.inbox import Command
from timbrespace.live.messages import Message
from timbrespace.live.stage import Stage
from timbrespace.surrogates.base import Word

#: Time constant of the latents unless another is asked for.
SMOOTH_MS = 15.0
MOST_SLOTS = 100


class Desk:
    """Where the player stands, and all that moves it; used by one thread at a time.

    Args:
        stage: The voice that is played.
        sample_rate: Of the output, in Hz: seconds of messages become samples.
        post: Takes commands for the audio path.
    """

    def __init__(self, stage: Stage, sample_rate: int, post: Callable[[Command], None]) -> None:
        self.stage = stage
        self.stand = stage.start
        #: Of all voices: what was done on another one is undone on this one.
        self.history: History[Place] = History()
        #: What was stored in slots.
        self.slots: dict[str, Place] = {}
        #: All words that a voice had so far, for those that wait for one.
        self.met: dict[str, Word] = dict(stage.words)
        # Where the player stood on other voices, as long as nothing has been moved since.
        self._left: dict[str, Stand] = {}
        self._promised: set[str] = set()
        self.playing = False
        self.gain_db = 0.0
        self.smooth_ms = SMOOTH_MS
        self._sample_rate = sample_rate
        self._post = post

    def check(self, message: Message) -> None:
        """Whether a well-formed message makes sense for this voice.

        Raises:
            TimbrespaceError: It does not.
        """
        do = message["do"]
        if do == "latent":
            self.stage.dim(message["dim"])
        elif do == "latents" and len(message["values"]) != len(self.stage.dims):
            raise TimbrespaceError(
                f"{len(message['values'])} latents were sent to '{self.stage.voice.id}'.",
                f"Send {len(self.stage.dims)} values, one for each dim.",
            )
        elif do == "free" and message["name"] in self.stand.words:
            return
        elif do in ("word", "free"):
            self.stage.word(message["name"])
        elif do == "words":
            for name in message["values"]:
                self.stage.word(name)
        elif do in ("store", "recall"):
            self._check_slot(do, message["slot"])

    def _check_slot(self, do: str, slot: str) -> None:
        # What is about to be stored can be recalled: the messages come in this order.
        if do == "recall" and slot not in self._promised:
            raise TimbrespaceError(f"Nothing was stored in slot {slot!r}.", "Store it first.")
        if do == "store":
            if slot not in self._promised and len(self._promised) >= MOST_SLOTS:
                raise TimbrespaceError(f"There are {MOST_SLOTS} slots.", "Save a preset instead.")
            self._promised.add(slot)

    def handle(self, messages: Sequence[Message]) -> None:
        """Carry out one message, or words that move together.

        Raises:
            TimbrespaceError: It can't be carried out.
        """
        message = messages[0]
        do = message["do"]
        if do in ("word", "words"):
            self._say_words(messages)
        elif do in ("latent", "latents"):
            self._move_latents(message)
        elif do == "free":
            self._free(message)
        elif do in ("undo", "redo"):
            self._step(getattr(self.history, do)(self.place), message)
        elif do == "store":
            self.slots[message["slot"]] = self.place
        elif do == "recall":
            self.go(self.stage.adopt(self.slots[message["slot"]])[0], "", message)
        else:
            self._set(message)

    @property
    def place(self) -> Place:
        """Where the player stands, as another voice can be told."""
        return self.stage.place(self.stand)

    @property
    def held(self) -> dict[str, float]:
        """The words that the voice holds, within its reach."""
        return self.stage.held(self.stand.words)

    def arriving(self, stage: Stage) -> tuple[Stand, str]:
        """Where the player is going to stand on another voice, and what becomes of it.

        Who comes back, and has moved nothing since, stands where they stood.
        """
        left = self._left.get(stage.voice.model_hash)
        if left is None or stage.voice.model_hash == self.stage.voice.model_hash:
            return stage.adopt(self.place)
        return left, "as you left it"

    def settle(self, stage: Stage, stand: Stand) -> None:
        """Go over to another voice."""
        self._left[self.stage.voice.model_hash] = self.stand
        self.stage, self.stand = stage, stand
        self.met |= stage.words

    def go(self, stand: Stand, control: str, message: Message) -> None:
        """Go elsewhere, such that it can be undone."""
        self.stand_at(stand, control)
        self.send("latents", stand.latents, message)

    def stand_at(self, stand: Stand, control: str) -> None:
        """Note that one stands elsewhere, such that it can be undone; the sound goes on."""
        self.history.note(self.place, control)
        self._move_to(stand)

    def _step(self, place: Place | None, message: Message) -> None:
        if place is not None:
            self._move_to(self.stage.adopt(place)[0])
        self.send("latents", self.stand.latents, message)

    def _move_to(self, stand: Stand) -> None:
        self.stand = stand
        self._left.clear()

    def _set(self, message: Message) -> None:
        do = message["do"]
        if do in ("play", "stop"):
            self.playing = do == "play"
            self.send(do, None, message)
        elif do == "gain":
            self.gain_db = message["db"]
            # The lowest that there is, is nothing.
            silent = self.gain_db <= -90.0
            self.send("gain", 0.0 if silent else 10 ** (self.gain_db / 20), message)
        elif do == "smooth":
            self.smooth_ms = message["ms"]
            self.send("smooth", self.smooth_ms, message)

    def _say_words(self, messages: Sequence[Message]) -> None:
        asked: dict[str, float] = {}
        for message in messages:
            asked |= message.get("values") or {message["name"]: message["value"]}
        ids = [each["id"] for each in messages if "id" in each]
        moved = self.stage.move(self.stand, {**self.stand.words, **asked})
        self.go(moved, "word " + " ".join(asked), {**messages[0], "ids": ids})

    def _free(self, message: Message) -> None:
        words = {k: v for k, v in self.stand.words.items() if k != message["name"]}
        reached = {k: v for k, v in self.stand.reached.items() if k in words}
        self.go(Stand(self.stand.latents, words, reached), "", message)

    def _move_latents(self, message: Message) -> None:
        """The hand has the say: words are free to follow, but for those of another voice."""
        if message["do"] == "latents":
            latents = np.asarray(message["values"], np.float32)
        else:
            latents = self.stand.latents.copy()
            latents[self.stage.dim(message["dim"])] = message["value"]
        stand = Stand(latents, self.stage.waiting(self.stand.words))
        self.go(stand, f"{message['do']} {message.get('dim', '')}", message)

    def send(self, kind: str, value: Any, message: Message) -> None:
        """Hand a command to the audio path, when and as its message says."""
        at = round(message.get("at_s", 0.0) * self._sample_rate)
        ids = message.get("ids", [message["id"]] if "id" in message else [])
        self._post(Command(kind, value, at, tuple(ids)))
