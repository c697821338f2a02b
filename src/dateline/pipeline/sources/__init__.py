"""What can be read into a store: files, folders, JSONL, feeds, mail, zipped folders, WARC, and what is at addresses."""
