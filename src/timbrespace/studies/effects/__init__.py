"""The study of effects: their space, and the matcher."""
