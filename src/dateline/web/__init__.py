"""The web application: read, review, look up. It is served from this machine and fetches nothing from elsewhere."""
