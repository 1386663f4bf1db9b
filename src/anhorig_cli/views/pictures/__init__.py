"""Pictures: where each line, mark and word stands. They are drawn by a template in `rendering.pictures`.

A picture is worked out from the views that a page prints, so that picture and page never say different things. Nothing
is told by colour alone: every colour goes with a shape, and every shape with a word.
"""
