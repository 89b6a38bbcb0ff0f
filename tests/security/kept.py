"""A table of answers, kept as a page that a person can read and judge."""

import os
from collections.abc import Iterable
from pathlib import Path

BEGINS = "<!-- the table -->\n"


def hold(page: Path, everything: Iterable, found: dict[str, dict[str, str]]) -> None:
    """Assert that what was found is what the page says, and that the page leaves nothing out.

    UPDATE_DOCS=1 writes what was found into the page.
    """
    names = [str(one) for one in everything]
    kept = read(page)
    if os.environ.get("UPDATE_DOCS"):
        kept = {name: found.get(name, kept.get(name)) for name in names}
        before = page.read_text().partition(BEGINS)[0]
        page.write_text(before + BEGINS + "\n" + written(kept))

    assert set(kept) == set(names), "an address that is not in the table"
    wrong = [
        f"{name}, {subject}: {cell}, and the table says {kept[name][subject]}"
        for name, cells in found.items()
        for subject, cell in cells.items()
        if cell != kept[name][subject]
    ]
    assert wrong == []


def written(found) -> str:
    found = {route: cells or {} for route, cells in found.items()}
    names = list(max(found.values(), key=len))
    width = max(map(len, found))
    lines = [
        f"| {'address'.ljust(width)} | {' | '.join(name.ljust(4) for name in names)} |",
        f"|{'-' * (width + 2)}|{'|'.join('-' * (max(4, len(name)) + 2) for name in names)}|",
    ]
    for route, cells in found.items():
        told = (cells.get(name, "").ljust(max(4, len(name))) for name in names)
        lines.append(f"| {route.ljust(width)} | {' | '.join(told)} |")
    return "\n".join(lines) + "\n"


def read(page: Path) -> dict[str, dict[str, str]]:
    head, _line, *rows = page.read_text().partition(BEGINS)[2].strip().splitlines()
    names = [name.strip() for name in head.strip("|").split("|")][1:]
    found = {}
    for row in rows:
        route, *cells = (cell.strip() for cell in row.strip("|").split("|"))
        found[route] = dict(zip(names, cells, strict=True))
    return found
