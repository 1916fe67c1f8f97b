"""The learned relation between a voice's latents and what they sound like, either way."""
