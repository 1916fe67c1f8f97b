"""Listening tests that anyone can run in a browser, and what their results say."""

from timbrespace.listening.answers import Answer, read_answers
from timbrespace.listening.design import ANCHOR, REFERENCE, Trial
from timbrespace.listening.page import listening_page
from timbrespace.listening.scores import Score, scores
from timbrespace.listening.screening import Screened, screen

__all__ = [
    "ANCHOR",
    "REFERENCE",
    "Answer",
    "Score",
    "Screened",
    "Trial",
    "listening_page",
    "read_answers",
    "scores",
    "screen",
]
