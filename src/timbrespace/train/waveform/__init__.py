"""The waveform autoencoder: strided convolutions on samples."""
