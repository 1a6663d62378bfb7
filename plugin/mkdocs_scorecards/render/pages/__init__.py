"""One view model a page: what it says, already in words, and which template prints it."""
