"""Tearsheet keeps web articles in a library of your own."""
