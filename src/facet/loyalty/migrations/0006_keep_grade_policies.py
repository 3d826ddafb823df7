"""What each grade brings beside points, version by version.

Why: one policy page for each grade and the service standard shown to staff (R039, R040, R348).
Locks: none; a new table.
Data: none.
Order: any.
Undo: drops the table with every policy written since.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('loyalty', '0005_let_files_be_joined'),
    ]

    operations = [
        migrations.CreateModel(
            name='GradePolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade_code', models.CharField(max_length=16)),
                ('version', models.PositiveIntegerField()),
                ('member_discount_bp', models.PositiveIntegerField(default=0)),
                ('labour_discount_bp', models.PositiveIntegerField(default=0)),
                ('birthday_gift', models.CharField(blank=True, default='', max_length=400)),
                ('free_services', models.CharField(blank=True, default='', max_length=400)),
                ('campaign_rights', models.CharField(blank=True, default='', max_length=400)),
                ('standard', models.CharField(blank=True, default='', max_length=400)),
                ('standard_en', models.CharField(blank=True, default='', max_length=400)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('grade_code', 'version'), name='grade_policy_version_once'), models.CheckConstraint(condition=models.Q(('labour_discount_bp__lte', 10000), ('member_discount_bp__lte', 10000)), name='grade_policy_shares')],
            },
        ),
    ]
