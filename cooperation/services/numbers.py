from django.db import transaction

from cooperation.models import NumberSequence


def next_number(agency, kind, *, year):
    """The agency's next number for this kind of record in this year, without gap or double.

    Must be called in the transaction that uses the number: if that fails, the number is free again.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "a number is taken in the transaction that uses it"
        )
    # get_or_create first, so that there is a row to lock; the others wait for the lock.
    sequence, _created = NumberSequence.objects.get_or_create(agency=agency, kind=kind, year=year)
    sequence = NumberSequence.objects.select_for_update().get(pk=sequence.pk)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return sequence.last
