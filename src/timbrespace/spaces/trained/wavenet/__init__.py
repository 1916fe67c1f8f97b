"""The runtime of the kind ``wavenet``: one sample after another, without PyTorch.

``weights`` lays a trained network out for ``kernel``, which computes a sample from queues of past
activations (``memory``); ``choosing`` draws it; ``generating`` puts them together and ``space``
reads it all from a folder. Source of the queues: Le Paine et al., *Fast Wavenet Generation
Algorithm*, 2016.
"""
