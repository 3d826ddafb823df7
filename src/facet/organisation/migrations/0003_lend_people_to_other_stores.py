"""People who help out in another store for some days.

Why: a clerk on loan sells there with the rights of her role, and the loan ends by itself (R329).
Locks: none that anybody waits for; one new table.
Data: none.
Order: before the code that reads it: every request asks for the loans of who is signed in.
Undo: drops the table; who is on loan works at home only.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0002_keep_views_of_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('lent_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('lent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
            options={
                'indexes': [models.Index(fields=['staff', 'last_on'], name='organisation_loan_person'), models.Index(fields=['store', 'last_on'], name='organisation_loan_store')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='organisation_loan_days')],
            },
        ),
    ]
