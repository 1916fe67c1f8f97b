"""How the shipped voice is made and measured: the study `bells`."""
