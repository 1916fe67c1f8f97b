"""The control side put together: what each message sets off, away from the audio path."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from timbrespace.errors import TimbrespaceError
from timbrespace.live.desk import Desk
from timbrespace.live.history import Stand
from timbrespace.live.listening import Ear, Listener
from timbrespace.live.messages import Message
from timbrespace.live.mixer import Mixer
from timbrespace.live.notices import Notices
from timbrespace.live.presets import Presets
from timbrespace.live.replay import By, frames_for
from timbrespace.live.stage import Stage
from timbrespace.live.studio import Studio
from timbrespace.live.track import Track
from timbrespace.live.trajectory import read_trajectory
from timbrespace.live.worker import Worker
from timbrespace.spaces.base import Latents
from timbrespace.spaces.voice import Voice
from timbrespace.surrogates.base import Surrogate

#: From the id of a voice to it and its surrogate; may take seconds, and raise.
Opener = Callable[[str], tuple[Voice, Surrogate | None]]
#: Makes the track of a stage from where a player stands, with a time constant in ms.
MakeTrack = Callable[[Stage, Latents, float], Track]


class Control:
    """All that messages ask for and that is no sound yet.

    Args:
        desk: Where the player stands.
        mixer: The audio path.
        make_track: For voices that come.
        opener: Opens them; None: there is one voice.
        folder: Where performances lie; None: none is recorded.
        presets: Where they are kept.
        inline: Work on the thread that brings a message, and wait for what takes long.
    """

    def __init__(
        self,
        desk: Desk,
        mixer: Mixer,
        make_track: MakeTrack,
        *,
        opener: Opener | None,
        folder: Path | None,
        presets: Presets,
        inline: bool,
    ) -> None:
        self.desk, self.presets = desk, presets
        self.notices = Notices()
        self.studio = Studio(folder, desk, mixer, self.notices, patient=inline)
        #: The voice that is being opened, or "".
        self.opening = ""
        self._mixer, self._make_track = mixer, make_track
        self._opener, self._inline = opener, inline
        self._track = mixer.track
        self._listener: Listener | None = None
        self._lock = threading.Lock()
        self._worker = Worker(self._carry_out, self.notices.add)

    @property
    def measured(self) -> Mapping[str, float]:
        """Words as they are measured; empty while nobody measures."""
        listener = self._listener
        return listener.values if listener is not None else {}

    @property
    def unmeasured(self) -> Mapping[str, str]:
        """Why, by word that nobody can measure here; empty while nobody measures."""
        listener = self._listener
        return listener.lacking if listener is not None else {}

    def take(self, message: Message) -> None:
        """Carry out a checked message: at once where inline, else soon.

        Raises:
            TimbrespaceError: It makes no sense for this voice; inline: it can't be done.
        """
        if message["do"] == "voice" and self._opener is None:
            raise TimbrespaceError("This engine has one voice.", "Start it again with the other.")
        if message["do"] in ("record", "replay"):
            self.studio.check()
        self.desk.check(message)
        if self._inline:
            self._carry_out([message])
        else:
            self._worker.put(message)

    def replay_file(self, path: Path, by: By) -> None:
        """Replay any file, for those who name it on this machine: no message from afar can.

        Raises:
            TimbrespaceError: It holds no trajectory, or this voice can't play it.
        """
        with self._lock:
            self._replay_file(path, {"by": by})

    def close(self) -> None:
        """End the threads, and write what is being recorded."""
        self._worker.close()
        self._measure({"on": False})
        self.studio.close()

    def _carry_out(self, messages: list[Message]) -> None:
        own: dict[str, Callable[[Message], None]] = {
            "voice": self._ask_voice, "replay": self._replay, "save": self._save,
            "load": self._load, "measure": self._measure,
            "record": lambda message: self.studio.record(message, self._track),
        }  # fmt: skip
        with self._lock:
            # The voice may have changed since they were taken.
            messages = [message for message in messages if self._makes_sense(message)]
            if not messages:
                return
            message = messages[0]
            if message["do"] in own:
                own[message["do"]](message)
            else:
                self.desk.handle(messages)
            self.studio.note_words(message)

    def _makes_sense(self, message: Message) -> bool:
        try:
            self.desk.check(message)
        except TimbrespaceError as error:
            self.notices.add(str(error))
            return False
        return True

    # Voices ---------------------------------------------------------------------------

    def _ask_voice(self, message: Message) -> None:
        if self._inline:
            self._enter(self._opened(message["id"]), message)
            return
        self.opening = message["id"]
        threading.Thread(
            target=self._open_aside, args=(message,), name="engine-opening", daemon=True
        ).start()

    def _open_aside(self, message: Message) -> None:
        """On a thread of its own: messages for the voice that sounds do not wait."""
        try:
            stage = self._opened(message["id"])
        except Exception as error:
            self.notices.add(f"{message['id']} can't be opened: {error}")
            self.opening = ""
            return
        self._worker.put(lambda: self._enter_later(stage, message))

    def _opened(self, voice_id: str) -> Stage:
        assert self._opener is not None
        return Stage(*self._opener(voice_id))

    def _enter_later(self, stage: Stage, message: Message) -> None:
        with self._lock:
            self._enter(stage, message)
            self.studio.note_words(message)

    def _enter(self, stage: Stage, message: Message) -> None:
        self.opening = ""
        stand, said = self.desk.arriving(stage)
        track = self._make_track(stage, stand.latents, self.desk.smooth_ms)
        self._swap(track, stage, message)
        self.desk.settle(stage, stand)
        self.notices.add(f"{stage.voice.title}: {said}.")

    def _swap(self, track: Track, stage: Stage, message: Message) -> None:
        self.studio.follow(track, stage)
        self._track = track
        self.desk.send("swap", track, message)

    # Performances, measuring, presets ---------------------------------------------------

    def _replay(self, message: Message) -> None:
        self._replay_file(self.studio.find(message["name"]), message)

    def _replay_file(self, path: Path, message: Message) -> None:
        stage, smooth_ms = self.desk.stage, self.desk.smooth_ms
        by = message.get("by", "latents")
        frames, said = frames_for(stage, read_trajectory(path), by=by, smooth_ms=smooth_ms)
        track = self._make_track(stage, frames[0], smooth_ms)
        track.smoother.follow(frames)
        self._swap(track, stage, message)
        waiting = stage.waiting(self.desk.stand.words)
        self.desk.stand_at(Stand(frames[-1], waiting), "")
        self.notices.add(f"Replaying {path.name}: {'; '.join(said)}.")

    def _measure(self, message: Message) -> None:
        listener, self._listener = self._listener, None
        self._mixer.ear = None
        if listener is not None:
            listener.close()
        if message["on"]:
            ear = Ear(self._mixer.channels, self._mixer.sample_rate)
            self._listener = Listener(ear, lambda: self.desk.stage.surrogate)
            self._mixer.ear = ear

    def _save(self, message: Message) -> None:
        self.presets.save(message["name"], self.desk.place)
        self.notices.add(f"Saved the preset '{message['name']}'.")

    def _load(self, message: Message) -> None:
        adopted, said = self.desk.stage.adopt(self.presets.load(message["name"]))
        self.desk.go(adopted, "", message)
        self.notices.add(f"Preset '{message['name']}': {said}.")
