"""What is learnt from claims that were judged: how far a claim can be trusted, from features that anyone can read."""
