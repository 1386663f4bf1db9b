"""JSON Schemas of what loading accepts, generated from the models and the vocabulary, for editors and other tools."""
