"""YAMNet's materials and actions pulled apart: the study `latent-audio`."""
