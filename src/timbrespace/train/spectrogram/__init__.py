"""The spectrogram VAE: strided convolutions on magnitudes."""
