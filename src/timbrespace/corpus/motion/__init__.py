"""Motion capture: clips of a moving skeleton, as files hold them and as numbers to learn from."""

from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.folder import Clips, read_clips
from timbrespace.corpus.motion.reading import read
from timbrespace.corpus.motion.skeleton import Skeleton
from timbrespace.corpus.motion.sources import SUFFIXES

__all__ = ["SUFFIXES", "Clip", "Clips", "Skeleton", "read", "read_clips"]
