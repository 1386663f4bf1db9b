"""JSON Schemas of what loading accepts, made from the models and the vocabulary, for editors and other tools."""
