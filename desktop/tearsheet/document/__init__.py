"""The article as a tree: made harmless, made into its text, made into a page."""
