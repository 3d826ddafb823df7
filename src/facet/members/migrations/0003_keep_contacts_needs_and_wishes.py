"""The log of contacts, what members ask for and wish, and who has been silent too long.

Why: every contact is kept and analysed (R015 to R019, R337), needs and wishes wait for matching goods (R024, R026),
and senior members whom nobody speaks to are listed (R042).
Locks: none that anybody waits for; the tables are new.
Data: none.
Order: after the dictionary of topics; before the screens that write contacts.
Undo: drops the five tables with what stands in them.
"""

import uuid

import django.db.models.deletion
import facet.kernel.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_add_topics_of_contacts'),
        ('members', '0002_cards_credit_merge_and_joining'),
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('with_kind', models.CharField(blank=True, default='', max_length=8)),
                ('with_name', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('channel', models.CharField(max_length=8)),
                ('direction', models.CharField(max_length=4)),
                ('outcome', models.CharField(max_length=12)),
                ('text', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=60)),
                ('follow_up_on', models.DateField(null=True)),
                ('followed_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='ContactEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField()),
                ('topic_name', models.CharField(max_length=64)),
                ('outcome', models.CharField(max_length=12)),
                ('text', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('by_key', models.CharField(max_length=64)),
                ('by_name', models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(default='open', max_length=8)),
                ('text', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('budget_from_cents', models.BigIntegerField(null=True)),
                ('budget_to_cents', models.BigIntegerField(null=True)),
                ('occasion_on', models.DateField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('opened_by_name', models.CharField(max_length=60)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by_name', models.CharField(blank=True, default='', max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='Silence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(default='open', max_length=8)),
                ('tag', models.CharField(blank=True, default='', max_length=32)),
                ('name', models.CharField(max_length=120)),
                ('is_secret', models.BooleanField(default=False)),
                ('note', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('opened_at', models.DateTimeField()),
                ('opened_by_name', models.CharField(max_length=60)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='contact',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contact',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='members.member'),
        ),
        migrations.AddField(
            model_name='contact',
            name='store',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store'),
        ),
        migrations.AddField(
            model_name='contact',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.dictionaryentry'),
        ),
        migrations.AddField(
            model_name='contact',
            name='with_member',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts_for_family', to='members.member'),
        ),
        migrations.AddField(
            model_name='contactedit',
            name='contact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='edits', to='members.contact'),
        ),
        migrations.AddField(
            model_name='need',
            name='category',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.category'),
        ),
        migrations.AddField(
            model_name='need',
            name='contact',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='members.contact'),
        ),
        migrations.AddField(
            model_name='need',
            name='material',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.dictionaryentry'),
        ),
        migrations.AddField(
            model_name='need',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='members.member'),
        ),
        migrations.AddField(
            model_name='need',
            name='store',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store'),
        ),
        migrations.AddField(
            model_name='need',
            name='taste',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.dictionaryentry'),
        ),
        migrations.AddField(
            model_name='silence',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='wish',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='members.member'),
        ),
        migrations.AddField(
            model_name='wish',
            name='style',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.style'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['member', '-at', '-id'], name='contact_newest'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['with_member', '-at'], name='contact_family_newest'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['on', 'topic'], name='contact_day_topic'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['follow_up_on', 'followed_at'], name='contact_promised'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['call', 'visit', 'sms', 'email', 'wechat', 'other'])), name='contact_channel_known'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('direction__in', ['out', 'in'])), name='contact_direction_known'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['reached', 'not_reached', 'interested', 'will_come', 'bought', 'not_now', 'complaint'])), name='contact_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('with_member', None), models.Q(('with_member', models.F('member')), _negated=True), _connector='OR'), name='contact_with_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('followed_at', None), ('follow_up_on__isnull', False), _connector='OR'), name='contact_followed_was_promised'),
        ),
        migrations.AddConstraint(
            model_name='contactedit',
            constraint=models.UniqueConstraint(fields=('contact', 'version'), name='contact_edit_once'),
        ),
        migrations.AddIndex(
            model_name='need',
            index=models.Index(fields=['member', 'state'], name='need_of_member'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'served', 'dropped'])), name='need_state_known'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='need_closed_has_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('budget_from_cents', None), ('budget_to_cents', None), ('budget_from_cents__lte', models.F('budget_to_cents')), _connector='OR'), name='need_budget_in_order'),
        ),
        migrations.AddIndex(
            model_name='silence',
            index=models.Index(fields=['closed_at', 'member'], name='silence_open'),
        ),
        migrations.AddConstraint(
            model_name='silence',
            constraint=models.UniqueConstraint(fields=('member', 'since'), name='silence_once'),
        ),
        migrations.AddIndex(
            model_name='wish',
            index=models.Index(fields=['member', 'state'], name='wish_of_member'),
        ),
        migrations.AddIndex(
            model_name='wish',
            index=models.Index(fields=['style', 'state'], name='wish_of_style'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'granted', 'removed'])), name='wish_state_known'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tag', ''), _negated=True), ('style__isnull', False), _connector='OR'), name='wish_names_goods'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open'), models.Q(('tag', ''), _negated=True)), fields=('member', 'tag'), name='wish_piece_once'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open'), ('tag', '')), fields=('member', 'style'), name='wish_style_once'),
        ),
    ]
