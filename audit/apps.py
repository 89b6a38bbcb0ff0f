from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


def _lend(connection, **_signal):
    if connection.vendor == "sqlite":
        from audit.journal import sqlite  # noqa: PLC0415

        sqlite.lend_functions(connection.connection)


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self):
        # Imported late because they need the models. Django tells only by signals that a
        # connection was opened or a migration has run (docs/decisions/0012).
        from audit import checks  # noqa: F401, PLC0415
        from audit.journal import installing  # noqa: PLC0415

        connection_created.connect(_lend, dispatch_uid="audit")
        pre_migrate.connect(installing.take_away, sender=self, dispatch_uid="audit")
        post_migrate.connect(installing.put_back, sender=self, dispatch_uid="audit")
