"""Turn a library into what is wrong with it, a whole one, a backup, and less room."""
