"""Pictures: the place of each line, mark and word. A template in `rendering.pictures` writes them as SVG.

A picture is computed from the views that a page prints, so that picture and page never disagree. Nothing is conveyed by
colour alone: every colour goes with a shape, and every shape with a word.
"""
