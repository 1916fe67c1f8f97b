"""Spaces of effects: how a sound was processed, whatever the sound is."""
