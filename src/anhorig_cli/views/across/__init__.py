"""What is said of several plans together, as records of text that is ready to print."""
