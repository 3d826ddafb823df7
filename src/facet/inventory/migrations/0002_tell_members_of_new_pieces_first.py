"""The list "tell first": members who wait for what has just come in.

Why: when a piece is received, the members who asked for one like it are named at once (R026).
Locks: none that anybody waits for; the table is new.
Data: none; what is in stock already is proposed on the members' pages.
Order: after the members' tables of needs and wishes.
Undo: drops the table with what was told.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0001_initial'),
        ('members', '0003_keep_contacts_needs_and_wishes'),
    ]

    operations = [
        migrations.CreateModel(
            name='TellFirst',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=8)),
                ('score', models.PositiveSmallIntegerField()),
                ('reasons', models.JSONField(default=list)),
                ('found_at', models.DateTimeField()),
                ('document', models.CharField(max_length=64)),
                ('state', models.CharField(default='open', max_length=8)),
                ('snoozed_until', models.DateField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='told_first', to='inventory.piece')),
            ],
            options={
                'indexes': [models.Index(fields=['state', '-found_at'], name='tell_first_open'), models.Index(fields=['member', 'state'], name='tell_first_member')],
                'constraints': [models.UniqueConstraint(fields=('piece', 'member'), name='tell_first_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'done', 'dropped'])), name='tell_first_state_known'), models.CheckConstraint(condition=models.Q(('source__in', ['need', 'wish', 'liking'])), name='tell_first_source_known')],
            },
        ),
    ]
