"""Ways to carry a sound over few bits: a space, and what it has to beat at the same rate."""
