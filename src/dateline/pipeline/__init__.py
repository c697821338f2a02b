"""Where stages and store meet: one report coded, many coded side by side, what is read into a store, what it says."""
