"""What one does with latents: lay them out, judge the map, find neighbours, place new sounds.

Plain arrays in, plain arrays out. Every function takes latents as a space gives them and
prepares them in the same way (:mod:`timbrespace.explore.prepare`), so that a map, its quality
figures and the neighbours beside it all speak of one and the same space.
"""
