import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # Whoever set up an earlier state goes on step by step; a new database takes one.
    replaces = [
        ('audit', '0001_journal'),
        ('audit', '0002_readings'),
        ('audit', '0003_bookmarks'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Bookmark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reader', models.CharField(max_length=40, unique=True)),
                ('sequence', models.BigIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'bookmark in the journal',
                'verbose_name_plural': 'bookmarks in the journal',
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.BigIntegerField(null=True, unique=True)),
                ('at', models.CharField(max_length=27)),
                ('table_name', models.CharField(max_length=63)),
                ('operation', models.CharField(max_length=6)),
                ('key', models.BigIntegerField()),
                ('context', models.TextField()),
                ('payload', models.TextField()),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'journal entry',
                'verbose_name_plural': 'journal entries',
                'db_table': 'audit_journal',
                'indexes': [models.Index(fields=['table_name', 'key', 'id'], name='journal_of_a_row')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('actor_name', models.CharField(max_length=200)),
                ('root_key', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('opened', 'opened'), ('downloaded', 'downloaded'), ('personal', 'saw personal details')], max_length=10)),
                ('path', models.CharField(max_length=300)),
                ('request_id', models.CharField(max_length=64)),
                ('client_address', models.CharField(max_length=45)),
                ('client_kind', models.CharField(max_length=10)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reading',
                'verbose_name_plural': 'readings',
                'indexes': [models.Index(fields=['root_key', '-at'], name='readings_of_a_record')],
            },
        ),
    ]
