"""What `manage.py check --database default` says about the journal."""

from django.core import checks
from django.db import connections

from audit.journal.installing import amiss, has_journal


@checks.register(checks.Tags.database)
def triggers_as_they_must_be(app_configs, databases=None, **options):
    # A warning and no error: `migrate`, which mends it, runs this check first.
    warnings = []
    for name in databases or ():
        connection = connections[name]
        if has_journal(connection) and (found := amiss(connection)):
            warnings.append(
                checks.Warning(
                    f"Triggers of the journal are missing or changed: {', '.join(found[:5])}"
                    + (f" and {len(found) - 5} more." if len(found) > 5 else "."),
                    hint="Run manage.py audit_verify, then manage.py migrate.",
                    id="audit.W001",
                )
            )
    return warnings
