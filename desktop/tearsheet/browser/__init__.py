"""A page's address into the document a browser makes of it: client.py asks, __main__.py answers."""
