"""Pages on paper: a page of HTML, read back into a small tree, becomes PDF or a Word document.

So every template gives every format, a municipality's own too, and all formats say the same.
"""
