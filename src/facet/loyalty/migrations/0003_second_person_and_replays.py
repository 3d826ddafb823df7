"""Why: rules go live with a second person's yes (ux.md 2.9) and can be replayed over real sales (M2); grades may rest
on figures that fall, so a member below her grade is watched before she is lowered.
Locks: two nullable columns on the short table of versions, two new tables; an instant.
Data: versions from before have neither a yes nor an original.
Order: this migration first, then the code that asks for a yes.
Undo: ./facet migrate loyalty 0002 loses replays, watched members and which yes a version had.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('loyalty', '0002_spending_step'),
        ('members', '0001_initial'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='ruleversion',
            name='approval',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.approval'),
        ),
        migrations.AddField(
            model_name='ruleversion',
            name='copy_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='loyalty.ruleversion'),
        ),
        migrations.AlterField(
            model_name='gradechange',
            name='cause',
            field=models.CharField(choices=[('earned', 'Points of a purchase'), ('clawed_back', 'Points of a return'), ('regraded', 'New grade ladder'), ('lowered', 'Figures fell below the grade')], max_length=16),
        ),
        migrations.CreateModel(
            name='GradeWatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('below_since', models.DateField()),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
            ],
        ),
        migrations.CreateModel(
            name='Replay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('rules', models.JSONField()),
                ('ladder', models.JSONField()),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done')], default='waiting', max_length=8)),
                ('lines_done', models.PositiveBigIntegerField(default=0)),
                ('lines_total', models.PositiveBigIntegerField(default=0)),
                ('result', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.CharField(max_length=64)),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['-asked_at'], name='replay_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('since__lt', models.F('until'))), name='replay_has_days')],
            },
        ),
    ]
