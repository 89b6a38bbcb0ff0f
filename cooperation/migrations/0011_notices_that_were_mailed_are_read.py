from django.db import migrations
from django.db.models import F


def mark_read(apps, _editor):
    """Until now a notice was a mail and nothing else: nobody finds the old ones new."""
    rows = apps.get_model("cooperation", "NoticeDelivery").objects
    rows.filter(read_at__isnull=True, sent_at__isnull=False).update(read_at=F("sent_at"))


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0010_notices_here_and_by_mail")]

    operations = [migrations.RunPython(mark_read, migrations.RunPython.noop)]
