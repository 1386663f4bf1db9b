"""What is printed in the terminal, and the words of the command line: help, completion, tables, lines."""
