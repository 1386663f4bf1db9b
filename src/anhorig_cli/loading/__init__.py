"""Reading files to a model: decode, parse, shape, validate. Findings are returned with whatever could be read.

discovery ─▶ files ─▶ parser ─▶ (front_matter, folder) ─▶ shaping ─▶ validation ─▶ plan_loader.Loaded
"""
