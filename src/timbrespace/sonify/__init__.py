"""The coupling: latents of data are carried into a voice, become paths, and are heard."""
