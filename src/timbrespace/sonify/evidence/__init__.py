"""Is it informative? What can be told from sounds that data became, beside what it has to beat."""

from timbrespace.sonify.evidence.distances import Agreement, agree
from timbrespace.sonify.evidence.ears import Ear, hear
from timbrespace.sonify.evidence.following import Followed, followed
from timbrespace.sonify.evidence.probing import Blind, Told, ask_blind
from timbrespace.sonify.evidence.returning import Returned, came_back

__all__ = [
    "Agreement",
    "Blind",
    "Ear",
    "Followed",
    "Returned",
    "Told",
    "agree",
    "ask_blind",
    "came_back",
    "followed",
    "hear",
]
