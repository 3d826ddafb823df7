"""Views of lists that people save and share.

Why: columns, order and conditions are each person's own, and a role's or store's starting point (R235, R236).
Locks: none that anybody waits for; one new table.
Data: none.
Order: any.
Undo: drops the table; the saved views are lost, the lists show as they were declared.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_key', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=40)),
                ('content', models.JSONField()),
                ('share', models.CharField(choices=[('mine', 'Only for me'), ('role', 'For a role'), ('store', 'For a store')], default='mine', max_length=8)),
                ('is_default', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('role', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.role')),
                ('store', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
            options={
                'indexes': [models.Index(fields=['list_key', 'share'], name='organisation_view_list')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'list_key', 'name'), name='organisation_view_name_once'), models.UniqueConstraint(condition=models.Q(('is_default', True), ('share', 'mine')), fields=('list_key', 'owner'), name='organisation_view_one_default_mine'), models.UniqueConstraint(condition=models.Q(('is_default', True), ('share', 'role')), fields=('list_key', 'role'), name='organisation_view_one_default_role'), models.UniqueConstraint(condition=models.Q(('is_default', True), ('share', 'store')), fields=('list_key', 'store'), name='organisation_view_one_default_store'), models.CheckConstraint(condition=models.Q(models.Q(('role', None), ('share', 'mine'), ('store', None)), models.Q(('role__isnull', False), ('share', 'role'), ('store', None)), models.Q(('role', None), ('share', 'store'), ('store__isnull', False)), _connector='OR'), name='organisation_view_shared_with_one')],
            },
        ),
    ]
