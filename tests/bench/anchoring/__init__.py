"""How well highlights are found again after a text has changed, measured on edits whose truth is known."""
