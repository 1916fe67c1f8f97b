"""Performances: recording them, and finding those that can be played again."""

from __future__ import annotations

import threading
from pathlib import Path

from timbrespace.errors import TimbrespaceError
from timbrespace.live.desk import Desk
from timbrespace.live.messages import Message
from timbrespace.live.mixer import Mixer
from timbrespace.live.notices import Notices
from timbrespace.live.stage import Stage
from timbrespace.live.tape import MOST_S, Tape, next_path
from timbrespace.live.track import Track


class Studio:
    """Records what a desk and a mixer do; used by one thread at a time.

    Args:
        folder: Where performances lie; None: none is recorded.
        desk: Where the player stands.
        mixer: The audio path.
        notices: Told what was written.
        patient: Wait for the disk instead of losing samples.
    """

    def __init__(
        self, folder: Path | None, desk: Desk, mixer: Mixer, notices: Notices, *, patient: bool
    ) -> None:
        #: What is being recorded.
        self.tape: Tape | None = None
        #: Names of what can be replayed.
        self.performances: list[str] = []
        self._folder, self._desk, self._mixer, self._notices = folder, desk, mixer, notices
        self._patient = patient
        self._endings: list[tuple[Tape, threading.Thread]] = []
        self._list()

    def check(self) -> None:
        """Whether there is a folder.

        Raises:
            TimbrespaceError: There is none.
        """
        if self._folder is None:
            raise TimbrespaceError(
                "This engine has no folder for performances.", "Start it with one."
            )

    def find(self, name: str) -> Path:
        """The file of a performance, by its name within the folder and nowhere else.

        Raises:
            TimbrespaceError: The name leads out of the folder.
        """
        assert self._folder is not None
        path = self._folder / (name if name.endswith(".parquet") else f"{name}.parquet")
        if path.resolve().parent != self._folder.resolve():
            raise TimbrespaceError(
                f"'{name}' is not in the folder of performances.", "Give the name of one that is."
            )
        return path

    def record(self, message: Message, track: Track) -> None:
        """Begin with the track that plays, or end."""
        if self.tape is not None:
            self._end(self.tape, message)
        if not message["on"]:
            return
        assert self._folder is not None
        stage, mixer = self._desk.stage, self._mixer
        tape = Tape(
            next_path(self._folder, stage.voice.id), mixer.sample_rate, mixer.channels,
            late=mixer.limiter.delay_samples, patient=self._patient,
        )  # fmt: skip
        log = tape.follow(stage.usual, track.frame_s)
        tape.start()
        self._desk.send("record", (tape, track, log), message)
        self.tape = tape
        self.note_words(message)

    def follow(self, track: Track, stage: Stage) -> None:
        """Go on with another track."""
        if self.tape is not None:
            track.log = self.tape.follow(stage.usual, track.frame_s)

    def note_words(self, message: Message) -> None:
        """Write down which words are held from now on."""
        if self.tape is not None:
            at = round(message.get("at_s", 0.0) * self._mixer.sample_rate)
            self.tape.say_words(max(at, self._mixer.position), self._desk.held)

    def close(self) -> None:
        """Write down what there is; nobody renders any more."""
        if self.tape is not None:
            self._end(self.tape, {})
        for tape, ending in self._endings:
            tape.end()
            ending.join(10.0)

    def _end(self, tape: Tape, message: Message) -> None:
        self.tape = None
        self._desk.send("record", None, message)
        if not self._patient:
            tape.ask_end()
        ending = threading.Thread(target=self._tell_of, args=(tape,), name="engine-tape-end")
        self._endings = [each for each in self._endings if each[1].is_alive()]
        self._endings.append((tape, ending))
        ending.start()

    def _tell_of(self, tape: Tape) -> None:
        tape.wait()
        self._list()
        lost = f" {tape.lost} samples were lost: the disk was too slow." if tape.lost else ""
        ended = f" It was ended after {MOST_S // 3600} hours." if tape.seconds >= MOST_S else ""
        written = (
            f"Recorded {tape.seconds:.1f} s: {tape.path} and {tape.trajectory.name}.{lost}{ended}"
        )
        self._notices.add(tape.problem or written)

    def _list(self) -> None:
        if self._folder is not None:
            self.performances = sorted(path.stem for path in self._folder.glob("*.parquet"))
