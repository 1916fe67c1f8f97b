"""Voices and their words as files for other programs: nn~, ONNX Runtime, Max and Pd."""
