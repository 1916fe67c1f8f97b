"""HiFi-GAN, a vocoder from mel frames to sound, played through a few axes of a PCA.

Kong, Kim, Bae 2020: "HiFi-GAN: Generative Adversarial Networks for Efficient and High Fidelity
Speech Synthesis". A voice is a folder: the generator as a streaming graph, and the PCA of mel
frames of sounds that its user names. Playing needs no PyTorch; reading the checkpoint does.
"""
