"""Papers are shaped without code, their reprints are counted, and sold pieces have a signed warranty.

Why: ux.md §3.3, R313, R342, moonshot M5: what leaves the shop on paper, and a page that proves it years later.
Locks: none on tables in use; three new tables.
Data: none; warranties of older tickets are made when their slip or card is first printed.
Order: before the code that prints them; the older code runs with it.
Undo: possible while no warranty was handed out.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0002_keep_views_of_lists'),
        ('sales', '0004_let_tickets_be_paid_in_every_way'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Warranty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=32, unique=True)),
                ('statement', models.TextField()),
                ('signature', models.CharField(max_length=96)),
                ('key_number', models.PositiveSmallIntegerField()),
                ('issued_at', models.DateTimeField()),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='warranty', to='sales.saleline')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PaperPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=24)),
                ('copy', models.PositiveSmallIntegerField()),
                ('printed_at', models.DateTimeField()),
                ('printed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='sales.sale')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sale', 'form', 'copy'), name='paper_copy_once')],
            },
        ),
        migrations.CreateModel(
            name='PrintLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=24)),
                ('valid_from', models.DateField()),
                ('follows_chain', models.BooleanField(default=False)),
                ('paper', models.CharField(max_length=16)),
                ('font', models.CharField(max_length=8)),
                ('blocks', models.JSONField(default=list)),
                ('head', models.CharField(blank=True, default='', max_length=400)),
                ('head_en', models.CharField(blank=True, default='', max_length=400)),
                ('foot', models.CharField(blank=True, default='', max_length=400)),
                ('foot_en', models.CharField(blank=True, default='', max_length=400)),
                ('note', models.CharField(blank=True, default='', max_length=120)),
                ('set_by_key', models.CharField(max_length=64)),
                ('set_by_name', models.CharField(max_length=60)),
                ('set_at', models.DateTimeField()),
                ('store', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
            options={
                'indexes': [models.Index(fields=['form', 'store', 'valid_from'], name='print_layout_on')],
                'constraints': [models.CheckConstraint(condition=models.Q(('follows_chain', False), ('store__isnull', False), _connector='OR'), name='print_layout_chain_leads')],
            },
        ),
    ]
