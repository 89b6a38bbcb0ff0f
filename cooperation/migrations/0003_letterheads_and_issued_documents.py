import secrets

import audit.context
import cooperation.models.text
import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


def tell_what_was_issued(apps, schema_editor):
    """Give what was issued before an address to check it at, and say what it is."""
    issued = apps.get_model('cooperation', 'IssuedDocument').objects
    for pk, title in issued.values_list('pk', 'title'):
        kind = 'agreement' if title.startswith('NASKAH-') else 'memorandum'
        issued.filter(pk=pk).update(token=secrets.token_urlsafe(16), kind=kind)


class Migration(migrations.Migration):

    dependencies = [
        ('cooperation', '0002_codes_and_notices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalLetterhead',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('actor_name', models.CharField(default=audit.context.actor_name, max_length=200)),
                ('actor_role', models.CharField(default=audit.context.actor_role, max_length=40)),
                ('actor_agency', models.CharField(default=audit.context.actor_agency, max_length=250)),
                ('root_key', models.CharField(db_index=True, default=audit.context.root_key, max_length=80)),
                ('request_id', models.CharField(default=audit.context.request_id, max_length=64)),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('office_title', cooperation.models.text.Line(blank=True, max_length=120, verbose_name='office of the head of region')),
                ('letter_size', models.CharField(choices=[('A4', 'A4 (210 × 297 mm)'), ('F4', 'F4/Folio (215.9 × 330.2 mm)')], default='A4', max_length=2, verbose_name='paper of letters')),
                ('letter_face', models.CharField(choices=[('sans', 'without serifs, as Arial'), ('serif', 'with serifs, as Bookman Old Style')], default='sans', max_length=5, verbose_name='type of letters')),
                ('agreement_size', models.CharField(choices=[('A4', 'A4 (210 × 297 mm)'), ('F4', 'F4/Folio (215.9 × 330.2 mm)')], default='F4', max_length=2, verbose_name='paper of agreements')),
                ('agreement_face', models.CharField(choices=[('sans', 'without serifs, as Arial'), ('serif', 'with serifs, as Bookman Old Style')], default='serif', max_length=5, verbose_name='type of agreements')),
                ('left_margin', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(45)], verbose_name='left margin in millimetres')),
                ('first_party', models.CharField(choices=[('KESATU', 'PIHAK KESATU'), ('PERTAMA', 'PIHAK PERTAMA')], default='KESATU', max_length=7, verbose_name='what the first party is called')),
                ('first_party_side', models.CharField(choices=[('left', 'left'), ('right', 'right')], default='left', max_length=5, verbose_name='where the first party signs')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical letterhead',
                'verbose_name_plural': 'historical letterheads',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Letterhead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('office_title', cooperation.models.text.Line(blank=True, max_length=120, verbose_name='office of the head of region')),
                ('letter_size', models.CharField(choices=[('A4', 'A4 (210 × 297 mm)'), ('F4', 'F4/Folio (215.9 × 330.2 mm)')], default='A4', max_length=2, verbose_name='paper of letters')),
                ('letter_face', models.CharField(choices=[('sans', 'without serifs, as Arial'), ('serif', 'with serifs, as Bookman Old Style')], default='sans', max_length=5, verbose_name='type of letters')),
                ('agreement_size', models.CharField(choices=[('A4', 'A4 (210 × 297 mm)'), ('F4', 'F4/Folio (215.9 × 330.2 mm)')], default='F4', max_length=2, verbose_name='paper of agreements')),
                ('agreement_face', models.CharField(choices=[('sans', 'without serifs, as Arial'), ('serif', 'with serifs, as Bookman Old Style')], default='serif', max_length=5, verbose_name='type of agreements')),
                ('left_margin', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(45)], verbose_name='left margin in millimetres')),
                ('first_party', models.CharField(choices=[('KESATU', 'PIHAK KESATU'), ('PERTAMA', 'PIHAK PERTAMA')], default='KESATU', max_length=7, verbose_name='what the first party is called')),
                ('first_party_side', models.CharField(choices=[('left', 'left'), ('right', 'right')], default='left', max_length=5, verbose_name='where the first party signs')),
            ],
            options={
                'verbose_name': 'letterhead',
                'verbose_name_plural': 'letterheads',
            },
        ),
        migrations.AlterModelOptions(
            name='issueddocument',
            options={'ordering': ['-issued_on', '-pk'], 'verbose_name': 'issued document', 'verbose_name_plural': 'issued documents'},
        ),
        migrations.AddField(
            model_name='historicalissueddocument',
            name='kind',
            field=models.CharField(choices=[('memorandum', 'Memorandum'), ('reply_letter', 'Reply letter'), ('attendance', 'Attendance list'), ('minutes', 'Minutes'), ('official_record', 'Official record'), ('agreement', 'Agreement')], default='memorandum', max_length=16, verbose_name='kind'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicalissueddocument',
            name='number',
            field=cooperation.models.text.Prose(blank=True, max_length=20000, verbose_name='number'),
        ),
        migrations.AddField(
            model_name='historicalissueddocument',
            name='parties',
            field=cooperation.models.text.Prose(blank=True, max_length=20000, verbose_name='parties'),
        ),
        migrations.AddField(
            model_name='issueddocument',
            name='kind',
            field=models.CharField(choices=[('memorandum', 'Memorandum'), ('reply_letter', 'Reply letter'), ('attendance', 'Attendance list'), ('minutes', 'Minutes'), ('official_record', 'Official record'), ('agreement', 'Agreement')], default='memorandum', max_length=16, verbose_name='kind'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='issueddocument',
            name='number',
            field=cooperation.models.text.Prose(blank=True, max_length=20000, verbose_name='number'),
        ),
        migrations.AddField(
            model_name='issueddocument',
            name='parties',
            field=cooperation.models.text.Prose(blank=True, max_length=20000, verbose_name='parties'),
        ),
        migrations.AddField(
            model_name='issueddocument',
            name='recorded',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='issueddocument',
            name='seats',
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name='issueddocument',
            name='token',
            field=models.CharField(editable=False, max_length=22, null=True),
        ),
        migrations.RunPython(tell_what_was_issued, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='issueddocument',
            name='token',
            field=models.CharField(editable=False, max_length=22, unique=True),
        ),
        migrations.AlterField(
            model_name='historicalissueddocument',
            name='sha256',
            field=models.CharField(db_index=True, editable=False, max_length=64, verbose_name='SHA-256'),
        ),
        migrations.AlterField(
            model_name='historicalissueddocument',
            name='title',
            field=cooperation.models.text.Line(max_length=400, verbose_name='title'),
        ),
        migrations.AlterField(
            model_name='issueddocument',
            name='sha256',
            field=models.CharField(db_index=True, editable=False, max_length=64, verbose_name='SHA-256'),
        ),
        migrations.AlterField(
            model_name='issueddocument',
            name='title',
            field=cooperation.models.text.Line(max_length=400, verbose_name='title'),
        ),
        migrations.AddConstraint(
            model_name='issueddocument',
            constraint=models.CheckConstraint(condition=models.Q(('token', ''), _negated=True), name='issued_document_can_be_checked_by_its_token'),
        ),
        migrations.AddField(
            model_name='historicalletterhead',
            name='agency',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cooperation.agency', verbose_name='agency'),
        ),
        migrations.AddField(
            model_name='historicalletterhead',
            name='emblem',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cooperation.storedfile', verbose_name='emblem'),
        ),
        migrations.AddField(
            model_name='historicalletterhead',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalletterhead',
            name='office_emblem',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cooperation.storedfile', verbose_name='emblem of that office'),
        ),
        migrations.AddField(
            model_name='letterhead',
            name='agency',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='letterhead', to='cooperation.agency', verbose_name='agency'),
        ),
        migrations.AddField(
            model_name='letterhead',
            name='emblem',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cooperation.storedfile', verbose_name='emblem'),
        ),
        migrations.AddField(
            model_name='letterhead',
            name='office_emblem',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cooperation.storedfile', verbose_name='emblem of that office'),
        ),
        migrations.AddConstraint(
            model_name='letterhead',
            constraint=models.CheckConstraint(condition=models.Q(('left_margin__gte', 20), ('left_margin__lte', 45)), name='letterhead_margin_leaves_room_for_text'),
        ),
    ]
