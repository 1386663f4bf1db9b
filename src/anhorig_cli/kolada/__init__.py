"""Access to Kolada, the database of municipal key figures; the only package that opens a network connection.

Its answers are untrusted: limited in size, and accepted only in the documented form.
"""
