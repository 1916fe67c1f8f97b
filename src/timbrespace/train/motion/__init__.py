"""The kind ``motion``: a temporal convolutional VAE of motion capture."""
