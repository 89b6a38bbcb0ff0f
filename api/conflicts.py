"""What somebody else has changed since a writer looked."""

from audit.models import Tracked


def changed_since(record: Tracked, seen: int, names) -> list[str]:
    """Those of the fields that differ between the version that was seen and the one now.

    Told from the history; a version that it does not know (any more) tells nothing.
    """
    rows = type(record).history.filter(id=record.pk, version=seen)
    then = rows.order_by("-history_id").first()
    if then is None:
        return []
    kept = {field.name: field.attname for field in then._meta.concrete_fields}
    return sorted(
        name
        for name in names
        if name in kept and getattr(then, kept[name]) != getattr(record, kept[name])
    )
