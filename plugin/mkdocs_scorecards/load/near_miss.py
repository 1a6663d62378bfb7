"""The known word that an unknown one was probably meant to be."""

import difflib
from collections.abc import Iterable

from mkdocs_scorecards.model.ids import LONGEST_ID


def near_miss(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word nearest to `word`, None where none is near. A word too long for any id has none.

    Args:
        word: what the author wrote; case, blanks and hyphens do not matter.
        known: the words to choose from.
        likeness: how alike two words must be, from 0 to 1 (the ratio of `difflib`).
    """
    if len(word) > LONGEST_ID:
        return None
    by_folded = {other.lower().replace("-", "_"): other for other in known}
    found = difflib.get_close_matches(word.lower().replace("-", "_").replace(" ", "_"), by_folded, n=1, cutoff=likeness)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the near miss, empty where there is none."""
    found = near_miss(word, known)
    return f"did you mean {found}?" if found else ""
