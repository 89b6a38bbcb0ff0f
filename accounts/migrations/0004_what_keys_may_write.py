"""A key that was issued before may go on with what it did; a new one only reads unless it is said."""

from django.db import migrations, models

import accounts.models


def everywhere():
    return ["agreements", "cooperation", "visits"]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_sealed_in_the_journal")]

    operations = [
        migrations.AddField(
            model_name="token",
            name="writes",
            field=models.JSONField(blank=True, default=everywhere, verbose_name="may write in"),
        ),
        migrations.AlterField(
            model_name="token",
            name="writes",
            field=models.JSONField(blank=True, default=list, verbose_name="may write in"),
        ),
        migrations.AddField(
            model_name="token",
            name="networks",
            field=models.CharField(
                blank=True,
                max_length=400,
                validators=[accounts.models.validate_networks],
                verbose_name="only from",
            ),
        ),
    ]
