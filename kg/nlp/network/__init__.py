"""The bundled network: one small transformer with many heads, run by ONNX Runtime.

Doc → `words` (what the network sees) → `windows` → `session` (the weights) → one decoder per layer → Doc
"""
