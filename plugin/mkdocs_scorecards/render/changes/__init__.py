"""What a comparison says, in words: one set of sentences for terminal, Markdown, page and data."""
