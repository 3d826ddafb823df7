"""Sizes, tags, groups, occasions, households, the chain's own fields; consents for purposes with their texts.

Why: the whole person on one page (R008–R014, R342, R347), families both ways (R014), consents by purpose.
Locks: members, consents and relations while columns with a default and two checks are replaced; the rest is new tables.
Data: none; every present consent is one for news and offers, every birth year counts as known.
Order: any.
Undo: drops the new tables and columns; relations between colleagues and untied ones must be taken away first.
"""

import django.db.models.deletion
import facet.kernel.sealed
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0003_keep_contacts_needs_and_wishes'),
        ('organisation', '0002_keep_views_of_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConsentText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=12)),
                ('version', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('text_en', models.TextField(blank=True, default='')),
                ('valid_from', models.DateTimeField()),
                ('created_by', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='FieldValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('plain', models.CharField(blank=True, default='', max_length=1000)),
                ('sealed', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('token', models.BinaryField(max_length=16, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField()),
                ('added_by', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='HouseholdMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='MemberField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32, unique=True)),
                ('name', models.CharField(max_length=32)),
                ('name_en', models.CharField(blank=True, default='', max_length=32)),
                ('kind', models.CharField(max_length=8)),
                ('hint', models.CharField(blank=True, default='', max_length=120)),
                ('hint_en', models.CharField(blank=True, default='', max_length=120)),
                ('choices', models.JSONField(default=list)),
                ('is_personal', models.BooleanField(default=False)),
                ('is_required', models.BooleanField(default=False)),
                ('is_searchable', models.BooleanField(default=False)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('is_active', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='MemberGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32, unique=True)),
                ('name', models.CharField(max_length=32)),
                ('name_en', models.CharField(blank=True, default='', max_length=32)),
                ('kind', models.CharField(default='manual', max_length=8)),
                ('rule', models.CharField(blank=True, default='', max_length=64)),
                ('params', models.JSONField(default=dict)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('is_active', models.BooleanField(default=True)),
                ('computed_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('label', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('since', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('month', models.PositiveSmallIntegerField()),
                ('day', models.PositiveSmallIntegerField()),
                ('is_lunar', models.BooleanField(default=False)),
                ('next_on', models.DateField()),
                ('lead_days', models.PositiveSmallIntegerField(default=14)),
                ('is_shared', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Size',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('tenths', models.PositiveSmallIntegerField()),
                ('measured_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=16, unique=True)),
                ('name_en', models.CharField(blank=True, default='', max_length=32)),
                ('tone', models.CharField(default='plain', max_length=8)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('is_active', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='Tagging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField()),
                ('added_by', models.CharField(max_length=64)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='relation',
            name='relation_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='relation',
            name='relation_once',
        ),
        migrations.AddField(
            model_name='consent',
            name='purpose',
            field=models.CharField(default='marketing', max_length=12),
        ),
        migrations.AddField(
            model_name='member',
            name='is_birth_year_known',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='member',
            name='no_profiling',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='member',
            name='occupation_kind',
            field=models.CharField(blank=True, default='', max_length=12),
        ),
        migrations.AddField(
            model_name='relation',
            name='ended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='relation',
            name='is_private',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='relation',
            name='is_private_back',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['marketing', 'service', 'survey'])), name='consent_purpose_known'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['spouse', 'partner', 'child', 'parent', 'sibling', 'friend', 'colleague'])), name='relation_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('member', 'other'), name='relation_once'),
        ),
        migrations.AddConstraint(
            model_name='consenttext',
            constraint=models.UniqueConstraint(fields=('purpose', 'version'), name='consent_text_version_once'),
        ),
        migrations.AddField(
            model_name='fieldvalue',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='field_values', to='members.member'),
        ),
        migrations.AddField(
            model_name='groupmember',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_memberships', to='members.member'),
        ),
        migrations.AddField(
            model_name='household',
            name='head',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='householdmember',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='members.household'),
        ),
        migrations.AddField(
            model_name='householdmember',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='household_memberships', to='members.member'),
        ),
        migrations.AddConstraint(
            model_name='memberfield',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'number', 'date', 'choice', 'multi', 'yes_no'])), name='member_field_kind_known'),
        ),
        migrations.AddField(
            model_name='fieldvalue',
            name='field',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='members.memberfield'),
        ),
        migrations.AddConstraint(
            model_name='membergroup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'manual'), ('rule', '')), models.Q(('kind', 'computed'), models.Q(('rule', ''), _negated=True)), _connector='OR'), name='member_group_computed_has_a_rule'),
        ),
        migrations.AddField(
            model_name='groupmember',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='members.membergroup'),
        ),
        migrations.AddField(
            model_name='occasion',
            name='hidden_from',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='occasion',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='occasions', to='members.member'),
        ),
        migrations.AddField(
            model_name='size',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sizes', to='members.member'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(('tone__in', ['plain', 'gold', 'ok', 'warn'])), name='member_tag_tone_known'),
        ),
        migrations.AddField(
            model_name='tagging',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taggings', to='members.member'),
        ),
        migrations.AddField(
            model_name='tagging',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taggings', to='members.tag'),
        ),
        migrations.AddIndex(
            model_name='householdmember',
            index=models.Index(fields=['household', 'left_at'], name='household_members'),
        ),
        migrations.AddConstraint(
            model_name='householdmember',
            constraint=models.UniqueConstraint(condition=models.Q(('left_at', None)), fields=('member',), name='household_one_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='fieldvalue',
            index=models.Index(fields=['field', 'plain'], name='member_field_plain'),
        ),
        migrations.AddIndex(
            model_name='fieldvalue',
            index=models.Index(fields=['field', 'token'], name='member_field_token'),
        ),
        migrations.AddConstraint(
            model_name='fieldvalue',
            constraint=models.UniqueConstraint(fields=('member', 'field'), name='member_field_once'),
        ),
        migrations.AddIndex(
            model_name='groupmember',
            index=models.Index(fields=['group', 'member'], name='group_member_of_group'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.UniqueConstraint(fields=('member', 'group'), name='group_member_once'),
        ),
        migrations.AddIndex(
            model_name='occasion',
            index=models.Index(fields=['member', 'next_on'], name='occasion_of_member'),
        ),
        migrations.AddIndex(
            model_name='occasion',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['next_on'], name='occasion_next'),
        ),
        migrations.AddConstraint(
            model_name='occasion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['wedding', 'engagement', 'child', 'parent', 'company', 'other'])), name='occasion_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='occasion',
            constraint=models.CheckConstraint(condition=models.Q(('day__gte', 1), ('day__lte', 31), ('month__gte', 1), ('month__lte', 12)), name='occasion_day'),
        ),
        migrations.AddConstraint(
            model_name='occasion',
            constraint=models.CheckConstraint(condition=models.Q(('hidden_from', None), models.Q(('hidden_from', models.F('member')), _negated=True), _connector='OR'), name='occasion_not_hidden_from_self'),
        ),
        migrations.AddConstraint(
            model_name='size',
            constraint=models.UniqueConstraint(fields=('member', 'kind'), name='member_size_once'),
        ),
        migrations.AddConstraint(
            model_name='size',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['left_thumb', 'left_index', 'left_middle', 'left_ring', 'left_little', 'right_thumb', 'right_index', 'right_middle', 'right_ring', 'right_little', 'bracelet', 'necklace'])), name='member_size_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='size',
            constraint=models.CheckConstraint(condition=models.Q(('tenths__gte', 300), ('tenths__lte', 12000)), name='member_size_fits'),
        ),
        migrations.AddIndex(
            model_name='tagging',
            index=models.Index(fields=['tag', 'member'], name='member_tagging_of_tag'),
        ),
        migrations.AddConstraint(
            model_name='tagging',
            constraint=models.UniqueConstraint(fields=('member', 'tag'), name='member_tagged_once'),
        ),
    ]
