"""A causal VAE of spectral frames for live play: 48 kHz, 16 ms of delay.

Needs the extra ``models``.
"""
