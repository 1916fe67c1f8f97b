"""ABX: can two sounds, or sounds of two kinds, be told apart by ear?"""

from timbrespace.listening.abx.answers import Choice, read_choices
from timbrespace.listening.abx.design import AbxTrial
from timbrespace.listening.abx.page import abx_page, write_abx
from timbrespace.listening.abx.pairs import Pair, random_pairs
from timbrespace.listening.abx.scores import Share, by_condition, exact_interval, share_of

__all__ = [
    "AbxTrial",
    "Choice",
    "Pair",
    "Share",
    "abx_page",
    "by_condition",
    "exact_interval",
    "random_pairs",
    "read_choices",
    "share_of",
    "write_abx",
]
