"""When a visit was first reported; for those that were, from their own history."""

from django.db import migrations, models
from django.db.models import Min


def fill(apps, schema_editor):
    visit = apps.get_model("visits", "Visit")
    history = apps.get_model("visits", "HistoricalVisit")
    reported = history.objects.filter(status="reported").order_by().values("id")
    for row in reported.annotate(first=Min("history_id")).iterator():
        day = history.objects.get(pk=row["first"]).status_since
        visit.objects.filter(pk=row["id"]).update(reported_on=day)
        # As it is told from then on: a visit and the last entry of its history never differ.
        later = history.objects.filter(id=row["id"], history_id__gte=row["first"])
        later.update(reported_on=day)


class Migration(migrations.Migration):
    dependencies = [("visits", "0003_where_changes_came_from")]

    operations = [
        migrations.AddField(
            model_name="historicalvisit",
            name="reported_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="reported on"
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="reported_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="reported on"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
