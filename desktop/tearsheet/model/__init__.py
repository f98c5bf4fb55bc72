"""The things that cross rooms: frozen values and one error type a room. Standard library only."""
