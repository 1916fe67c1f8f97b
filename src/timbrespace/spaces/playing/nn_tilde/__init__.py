"""TorchScript files in the convention of nn~ (RAVE and kin) as voices. Needs PyTorch.

The files are opaque to us: what they can do is read from their buffers and found out by trying.
"""
