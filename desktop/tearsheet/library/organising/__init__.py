"""Turn what a person does to articles, tags and searches into rows, and take it back."""
