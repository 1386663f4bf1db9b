"""What is printed on the terminal, and the command line itself: options, help, completion and tables."""
