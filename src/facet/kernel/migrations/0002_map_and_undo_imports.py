"""Imports that are mapped, applied by a worker and taken back; exports that wait in a queue.

Why: sheets of older systems have other headings, a mistaken import is undone as it was done, and large
exports are made aside and end after a day (ux.md 2.22).
Locks: import batches for a moment, while a nullable column is added; the rest is new tables.
Data: none.
Order: any.
Undo: drops the tables and the column; a batch that waits to be mapped or was undone must be deleted first.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='importbatch',
            name='undone_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='state',
            field=models.CharField(choices=[('mapping', 'Mapping'), ('checked', 'Checked'), ('refused', 'Refused'), ('waiting', 'Waiting'), ('applied', 'Applied'), ('undone', 'Undone')], max_length=8),
        ),
        migrations.CreateModel(
            name='ExportJob',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('list_key', models.CharField(max_length=64)),
                ('kind', models.CharField(max_length=4)),
                ('language', models.CharField(default='zh-hans', max_length=8)),
                ('actor_key', models.CharField(max_length=64)),
                ('actor_name', models.CharField(max_length=64)),
                ('reason', models.CharField(blank=True, default='', max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('ready', 'Ready'), ('refused', 'Refused'), ('gone', 'Gone')], default='waiting', max_length=8)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('size_bytes', models.PositiveIntegerField(default=0)),
                ('problem', models.CharField(blank=True, default='', max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('token_sha256', models.CharField(blank=True, default='', max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['actor_key', 'asked_at'], name='export_job_own')],
            },
        ),
        migrations.CreateModel(
            name='ImportMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('importer', models.CharField(max_length=64)),
                ('headings_sha256', models.CharField(max_length=64)),
                ('places', models.JSONField()),
                ('saved_by', models.CharField(max_length=64)),
                ('saved_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('importer', 'headings_sha256'), name='import_mapping_once')],
            },
        ),
    ]
