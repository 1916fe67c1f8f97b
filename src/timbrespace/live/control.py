"""The control thread: it works out messages, opens voices, records, replays; never the sound."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from timbrespace.errors import TimbrespaceError
from timbrespace.live.desk import Desk
from timbrespace.live.history import Stand
from timbrespace.live.listening import Ear, Listener
from timbrespace.live.messages import Message
from timbrespace.live.mixer import Mixer
from timbrespace.live.presets import Presets
from timbrespace.live.replay import frames_for
from timbrespace.live.stage import Stage
from timbrespace.live.tape import Tape, next_path
from timbrespace.live.track import Track
from timbrespace.live.trajectory import read_trajectory
from timbrespace.spaces.base import Latents
from timbrespace.spaces.voice import Voice
from timbrespace.surrogates.base import Surrogate

#: From the id of a voice to it and its surrogate; may take seconds, and raise.
Opener = Callable[[str], tuple[Voice, Surrogate | None]]
#: Makes the track of a stage from where a player stands, with a time constant in ms.
MakeTrack = Callable[[Stage, Latents, float], Track]

NOTICES = 8


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
        #: What faces are told, numbered: the newest last.
        self.notices: deque[dict[str, Any]] = deque(maxlen=NOTICES)
        #: The voice that is being opened, or "".
        self.opening = ""
        self.tape: Tape | None = None
        #: Names of what can be replayed.
        self.performances = _performances(folder)
        self._mixer, self._make_track = mixer, make_track
        self._opener, self._folder, self._inline = opener, folder, inline
        self._track = mixer.track
        self._n_notices = 0
        self._inbox: queue.SimpleQueue[Callable[[], None] | Message | None] = queue.SimpleQueue()
        self._lock = threading.RLock()
        self._listener: Listener | None = None
        self._worker: threading.Thread | None = None

    def take(self, message: Message) -> None:
        """Carry out a checked message: at once where inline, else soon.

        Raises:
            TimbrespaceError: It makes no sense for this voice; inline: it can't be done.
        """
        self._check(message)
        if self._inline:
            with self._lock:
                self._carry_out([message])
        else:
            self._inbox.put(message)
            self._start()

    def notice(self, text: str) -> None:
        """Tell the faces."""
        self._n_notices += 1
        self.notices.append({"number": self._n_notices, "text": text})

    def close(self) -> None:
        """End the thread, and write what is being recorded."""
        worker, self._worker = self._worker, None
        if worker is not None:
            self._inbox.put(None)
            worker.join(10.0)
        self._measure({"on": False})
        if self.tape is not None:
            self.tape.end()
            self.tape.wait()
            self.tape = None

    # The thread -----------------------------------------------------------------------

    def _start(self) -> None:
        with self._lock:
            if self._worker is None:
                self._worker = threading.Thread(
                    target=self._work, name="engine-control", daemon=True
                )
                self._worker.start()

    def _work(self) -> None:
        """What comes, as it comes; words that have piled up go together."""
        while True:
            batch = [self._inbox.get()]
            while not self._inbox.empty():
                batch.append(self._inbox.get())
            for group in together(each for each in batch if each is not None):
                try:
                    if callable(group):
                        group()
                    else:
                        self._carry_out(group)
                except Exception as error:  # a fault of ours must not end the thread
                    self.notice(str(error) or type(error).__name__)
            if None in batch:
                return

    def _check(self, message: Message) -> None:
        do = message["do"]
        if do == "voice" and self._opener is None:
            raise TimbrespaceError("This engine has one voice.", "Start it again with the other.")
        if do in ("record", "replay") and self._folder is None:
            raise TimbrespaceError(
                "This engine has no folder for performances.", "Start it with one."
            )
        self.desk.check(message)

    def _carry_out(self, messages: list[Message]) -> None:
        message = messages[0]
        own = {
            "voice": self._ask_voice, "record": self._record, "replay": self._replay,
            "save": self._save, "load": self._load, "measure": self._measure,
        }.get(message["do"])  # fmt: skip
        if own is not None:
            own(message)
            return
        self.desk.handle(messages)
        self._note_words(message)

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
            self.notice(f"{message['id']} can't be opened: {error}")
            self.opening = ""
            return
        self._inbox.put(lambda: self._enter(stage, message))

    def _opened(self, voice_id: str) -> Stage:
        assert self._opener is not None
        return Stage(*self._opener(voice_id))

    def _enter(self, stage: Stage, message: Message) -> None:
        self.opening = ""
        stand, said = stage.adopt(self.desk.stand, self.desk.stage.usual)
        track = self._make_track(stage, stand.latents, self.desk.smooth_ms)
        self._swap(track, stage, message)
        self.desk.settle(stage, stand)
        self._note_words(message)
        self.notice(f"{stage.voice.title}: {said}.")

    def _swap(self, track: Track, stage: Stage, message: Message) -> None:
        if self.tape is not None:
            track.log = self.tape.follow(stage.usual, track.frame_s)
        self._track = track
        self.desk.send("swap", track, message)

    # Performances ---------------------------------------------------------------------

    def _record(self, message: Message) -> None:
        if self.tape is not None:
            self._end_tape(message)
        if not message["on"]:
            return
        assert self._folder is not None
        stage = self.desk.stage
        mixer = self._mixer
        tape = Tape(
            next_path(self._folder, stage.voice.id), mixer.sample_rate, mixer.channels,
            late=mixer.limiter.delay_samples, patient=self._inline,
        )  # fmt: skip
        log = tape.follow(stage.usual, self._track.frame_s)
        tape.start()
        self.desk.send("record", (tape, self._track, log), message)
        self.tape = tape
        self._note_words(message)

    def _end_tape(self, message: Message) -> None:
        tape, self.tape = self.tape, None
        assert tape is not None
        self.desk.send("record", None, message)
        tape.ask_end()
        threading.Thread(target=self._tell_of, args=(tape,), name="engine-tape-end").start()

    def _tell_of(self, tape: Tape) -> None:
        tape.wait()
        lost = f" {tape.lost} samples were lost: the disk was too slow." if tape.lost else ""
        written = f"Recorded {tape.seconds:.1f} s: {tape.path} and {tape.trajectory.name}.{lost}"
        self.performances = _performances(self._folder)
        self.notice(tape.problem or written)

    def _note_words(self, message: Message) -> None:
        if self.tape is not None:
            at = round(message.get("at_s", 0.0) * self._mixer.sample_rate)
            self.tape.say_words(max(at, self._mixer.position), self.desk.stand.words)

    def _replay(self, message: Message) -> None:
        self._replay_file(self._performance(message["name"]), message)

    def replay_file(self, path: Path, by: str) -> None:
        """Replay any file, for those who name it on this machine: no message from afar can.

        Raises:
            TimbrespaceError: It holds no trajectory, or this voice can't play it.
        """
        with self._lock:
            self._replay_file(path, {"by": by})

    def _replay_file(self, path: Path, message: Message) -> None:
        stage, desk = self.desk.stage, self.desk
        passages = read_trajectory(path)
        frames, said = frames_for(
            stage, passages, by=message.get("by", "latents"), smooth_ms=desk.smooth_ms
        )
        track = self._make_track(stage, frames[0], desk.smooth_ms)
        track.smoother.follow(frames)
        self._swap(track, stage, message)
        desk.stand_at(Stand(frames[-1]), "")
        self.notice(f"Replaying {path.name}: {'; '.join(said)}.")

    def _performance(self, name: str) -> Path:
        """A file of the folder of performances."""
        assert self._folder is not None
        path = self._folder / (name if name.endswith(".parquet") else f"{name}.parquet")
        if path.resolve().parent != self._folder.resolve():
            raise TimbrespaceError(
                f"'{name}' is not in the folder of performances.", "Give the name of one that is."
            )
        return path

    def _measure(self, message: Message) -> None:
        listener, self._listener = self._listener, None
        self._mixer.ear = None
        if listener is not None:
            listener.close()
        if message["on"]:
            ear = Ear(self._mixer.channels, self._mixer.sample_rate)
            self._listener = Listener(ear, self._playable)
            self._mixer.ear = ear

    def _playable(self) -> list[str]:
        return [word.name for word in self.desk.stage.words.values() if not word.problem]

    @property
    def measured(self) -> Mapping[str, float]:
        """Words as they are measured; empty while nobody measures."""
        listener = self._listener
        return listener.values if listener is not None else {}

    # Presets --------------------------------------------------------------------------

    def _save(self, message: Message) -> None:
        self.presets.save(message["name"], self.desk.stand, self.desk.stage.usual)
        self.notice(f"Saved the preset '{message['name']}'.")

    def _load(self, message: Message) -> None:
        stand, usual = self.presets.load(message["name"])
        adopted, said = self.desk.stage.adopt(stand, usual)
        self.desk.go(adopted, "", message)
        self._note_words(message)
        self.notice(f"Preset '{message['name']}': {said}.")


def _performances(folder: Path | None) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.parquet")) if folder else []


def together(
    batch: Iterable[Callable[[], None] | Message],
) -> Iterator[Callable[[], None] | list[Message]]:
    """Messages one by one, but words that follow each other, and hold at once, in one list.

    Example:
        >>> [len(group) for group in together([{"do": "word"}, {"do": "words"}, {"do": "stop"}])]
        [2, 1]
    """
    words: list[Message] = []
    for each in batch:
        if not callable(each) and each["do"] in ("word", "words") and "at_s" not in each:
            words.append(each)
            continue
        if words:
            yield words
            words = []
        yield each if callable(each) else [each]
    if words:
        yield words
