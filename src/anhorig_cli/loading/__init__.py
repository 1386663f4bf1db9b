"""Text to model: read, parse, shape, validate. What is wrong comes back as diagnostics beside whatever could be read.

discovery ─▶ text ─▶ parser ─▶ (front_matter, folder) ─▶ shaping ─▶ validation ─▶ plan_loader.Loaded
"""
