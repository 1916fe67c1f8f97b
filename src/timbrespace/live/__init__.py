"""The live engine: a voice played from messages, at 48 kHz, block after block."""
