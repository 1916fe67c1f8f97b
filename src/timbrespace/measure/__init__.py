"""How near a decoded sound is to its source, and how many bits it took to get there."""
