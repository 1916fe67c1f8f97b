"""Voices: anything that turns latents into sound, opened so that it can be played."""
