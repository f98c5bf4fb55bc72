"""Turn what a person marked into rows, and into where it stands on each version."""
