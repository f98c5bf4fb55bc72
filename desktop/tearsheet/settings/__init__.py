"""The program's own folders, preferences and language."""
