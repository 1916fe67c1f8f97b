"""See, hear and steer the latent space of any sound model."""
