"""The atlas on disk: one folder that holds all there is about one corpus. No pickle anywhere."""

from timbrespace.atlas.latents import LatentsReader, LatentsWriter
from timbrespace.atlas.lock import writing
from timbrespace.atlas.maps import MapRecord
from timbrespace.atlas.store import FORMAT, Store

__all__ = ["FORMAT", "LatentsReader", "LatentsWriter", "MapRecord", "Store", "writing"]
