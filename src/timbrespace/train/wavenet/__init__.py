"""A WaveNet that reads its sound off latents: speech or music in, any latents out.

Needs the extra ``models``.
"""
