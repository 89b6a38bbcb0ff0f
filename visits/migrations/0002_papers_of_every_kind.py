"""The memorandum becomes one of several papers that an office writes about a visit."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0003_letterheads_and_issued_documents"),
        ("visits", "0001_initial"),
    ]

    operations = [
        migrations.RenameModel("Memorandum", "VisitPaper"),
        migrations.RenameModel("HistoricalMemorandum", "HistoricalVisitPaper"),
        migrations.AlterModelOptions(
            name='historicalvisitpaper',
            options={'get_latest_by': ('history_date', 'history_id'), 'ordering': ('-history_date', '-history_id'), 'verbose_name': 'historical paper of a visit', 'verbose_name_plural': 'historical papers of a visit'},
        ),
        migrations.AlterModelOptions(
            name='visitpaper',
            options={'ordering': ['-dated_on', '-pk'], 'verbose_name': 'paper of a visit', 'verbose_name_plural': 'papers of a visit'},
        ),
        migrations.AddField(
            model_name='historicalvisitpaper',
            name='kind',
            field=models.CharField(choices=[('memorandum', 'Memorandum'), ('reply_letter', 'Reply letter'), ('attendance', 'Attendance list'), ('minutes', 'Minutes'), ('official_record', 'Official record')], default='memorandum', editable=False, max_length=16, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='visitpaper',
            name='kind',
            field=models.CharField(choices=[('memorandum', 'Memorandum'), ('reply_letter', 'Reply letter'), ('attendance', 'Attendance list'), ('minutes', 'Minutes'), ('official_record', 'Official record')], default='memorandum', editable=False, max_length=16, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='historicalvisitpaper',
            name='of_office',
            field=models.BooleanField(default=False, verbose_name='under the letterhead of the head of region'),
        ),
        migrations.AddField(
            model_name='visitpaper',
            name='of_office',
            field=models.BooleanField(default=False, verbose_name='under the letterhead of the head of region'),
        ),
        migrations.AlterField(
            model_name='visitpaper',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visit_papers', to='cooperation.agency', verbose_name='letterhead of'),
        ),
        migrations.AlterField(
            model_name='visitpaper',
            name='issued',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visit_paper', to='cooperation.issueddocument', verbose_name='issued document'),
        ),
        migrations.AlterField(
            model_name='visitpaper',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='visits.visit'),
        ),
        migrations.AddConstraint(
            model_name='visitpaper',
            constraint=models.UniqueConstraint(condition=models.Q(('issued__isnull', True)), fields=('visit', 'kind', 'agency'), name='visit_paper_has_one_draft_of_a_kind'),
        ),
    ]
