"""What the pages show, as plain functions from the store to values: no HTML, no requests."""
