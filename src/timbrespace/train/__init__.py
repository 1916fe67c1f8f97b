"""How spaces are learned from a folder of sounds. Needs the extra ``models``."""
