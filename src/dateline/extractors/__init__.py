"""Other extractors than the rules: a language model behind an address, whose every word is looked up in the text."""
