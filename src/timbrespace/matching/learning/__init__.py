"""How matchers are learned: scenes of clean sounds, settings, renderings, networks."""
