"""YAMNet as a latent space: log-mel patch, 14 layers, embedding and scores from one pass."""
