"""The list of erased people, and the record of the chain's opening import.

Why: a restored backup must forget again whoever asked to be forgotten (PIPL 47); an opening import is kept
with the totals that tied it to the older system (R312).
Locks: none that anybody waits for; two new tables.
Data: none.
Order: any.
Undo: drops the tables; who was erased is then known from the audit record only.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0004_keep_the_whole_person'),
    ]

    operations = [
        migrations.CreateModel(
            name='OpeningRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('only_once', models.BooleanField(default=True, unique=True)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=64)),
                ('by_name', models.CharField(max_length=64)),
                ('file_sha256', models.CharField(max_length=64)),
                ('counts', models.JSONField(default=dict)),
                ('totals', models.JSONField(default=list)),
                ('operation_id', models.UUIDField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=64)),
                ('approved_by', models.PositiveBigIntegerField(null=True)),
                ('reason', models.CharField(max_length=200)),
                ('fields', models.JSONField(default=dict)),
                ('operation_id', models.UUIDField()),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='erasure', to='members.member')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
