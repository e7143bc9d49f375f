"""Signatures of the grid: keys, signature fields, signing. Bytes in, bytes out; no file and no network,
except a timestamp authority where one is given.
"""
