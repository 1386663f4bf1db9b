"""A municipality's Word document, read by what is allowed and built anew, so that a report can be put in it."""
