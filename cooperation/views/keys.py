"""Keys as an address says them."""

LONGEST = 15  # digits: what is longer is no key of ours, and no number of the database


def key_said(text: str) -> int | None:
    """The number of a record, or None where this is none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None
