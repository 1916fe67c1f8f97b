"""Scaler, PCA, scaler: fitted while latents stream by, and invertible on new ones."""
