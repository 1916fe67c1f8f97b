"""What sounds are like: measured timbre attributes, each with a unit and a source.

Every descriptor is written once, against the Python array-API standard: NumPy serves the base
install, PyTorch tensors go through the same code and carry gradients (pitch has none).
"""
