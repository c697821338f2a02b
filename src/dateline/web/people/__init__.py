"""People: who asks, what their role lets them do, and what keeps others from asking in their name."""
