"""How small a latent can get before the music is gone: the study `music-autoencoder`."""
