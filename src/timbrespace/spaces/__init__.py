"""The models, each seen as a latent space."""
