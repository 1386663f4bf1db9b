"""A municipality's Word document, rebuilt from its allowed content only, so that a report can be put in it."""
