"""The printed pages: view values in, PDF bytes out."""
