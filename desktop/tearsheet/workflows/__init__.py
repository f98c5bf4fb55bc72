"""Use cases: one a module, plain blocking functions that the window and the command line call alike."""
