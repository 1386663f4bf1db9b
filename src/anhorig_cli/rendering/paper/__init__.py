"""Pages on paper: an HTML page is parsed into a small tree, which is written as PDF or as a Word document.

Thus every template, also a municipality's own, works for every format, and all formats have the same content.
"""
