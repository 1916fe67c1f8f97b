"""A sound for an edited latent: searched for by descent, measured by encoding it again."""
