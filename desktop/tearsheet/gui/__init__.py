"""The window: what a person sees and does, put together from workflows."""
