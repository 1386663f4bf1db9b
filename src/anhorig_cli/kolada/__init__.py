"""Kolada, the municipalities' own figures, asked over the network; the only room that opens a connection.

What comes is a stranger's: bounded, and believed only in the shape that is documented.
"""
