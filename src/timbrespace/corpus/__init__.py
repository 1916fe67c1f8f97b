"""What comes in: a folder of sounds becomes a table of items and a table of rejects."""

from timbrespace.corpus.examine import examine
from timbrespace.corpus.rejects import Reject
from timbrespace.corpus.scan import scan
from timbrespace.corpus.table import Corpus, NoSound

__all__ = ["Corpus", "NoSound", "Reject", "examine", "scan"]
