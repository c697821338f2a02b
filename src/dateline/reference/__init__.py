"""Loads and checks what lies in `data/`, and answers typed questions about it."""
