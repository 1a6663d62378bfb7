"""Where in the author's files a value or a problem stands; it travels with the value to the page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class SourceRef:
    """A place in a file.

    `path` is relative to the project and uses forward slashes; `line` and `column` count from 1, and 0 means that the
    file as a whole is meant.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Print as editors and terminals turn it into a link: `path:line:column`."""
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.path, *numbers])

    @property
    def path_and_line(self) -> str:
        """The form for the foot of a page: `scorecards/acme/kpis.csv:12`."""
        return f"{self.path}:{self.line}" if self.line else self.path

    @property
    def name_and_line(self) -> str:
        """The short form for tables: `kpis.csv:12`."""
        name = self.path.rsplit("/", 1)[-1]
        return f"{name}:{self.line}" if self.line else name
