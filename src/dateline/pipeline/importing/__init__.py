"""Others' files read as claims by a named source: UCDP GED, ACLED exports, and our own JSON lines and Parquet."""
