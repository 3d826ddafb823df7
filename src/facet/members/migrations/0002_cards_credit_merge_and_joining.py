"""Cards that can be frozen and replaced, members' credit, joined files, joining by QR, public members.

Why: cards with rights and a history (R047), credit (R078–R080), merging with an undo (P10), joining on
one's own phone (R318), members whom nobody cares for any more.
Locks: cards and members while two checks are replaced and nullable columns are added; the rest is new tables.
Data: none; every present card and member keeps its state.
Order: any.
Undo: drops the new tables and columns; a frozen card and a member who joined by QR must be changed first.
"""

import django.db.models.deletion
import facet.kernel.sealed
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0001_initial'),
        ('kernel', '0001_initial'),
        ('members', '0001_initial'),
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CardEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('what', models.CharField(max_length=10)),
                ('by_key', models.CharField(max_length=64)),
                ('by_name', models.CharField(max_length=64)),
                ('reason', models.CharField(blank=True, default='', max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='CardPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=64)),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('nth', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='CreditAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('limit_cents', models.BigIntegerField(default=0)),
                ('open_cents', models.BigIntegerField(default=0)),
                ('due_days', models.PositiveSmallIntegerField(default=30)),
                ('oldest_due_on', models.DateField(null=True)),
                ('limit_set_at', models.DateTimeField(null=True)),
                ('limit_set_by', models.CharField(blank=True, default='', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='CreditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_no', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=24)),
                ('recorded_at', models.DateTimeField()),
                ('amount_cents', models.BigIntegerField()),
                ('open_after', models.BigIntegerField()),
                ('on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('document', models.CharField(blank=True, default='', max_length=64)),
                ('tender', models.CharField(blank=True, default='', max_length=16)),
                ('reason', models.CharField(blank=True, default='', max_length=120)),
                ('by_name', models.CharField(blank=True, default='', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='JoinRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(max_length=64, unique=True)),
                ('invitation', models.CharField(max_length=64)),
                ('name', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('phone', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('code', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('consents', models.JSONField(default=list)),
                ('text_version', models.CharField(max_length=16)),
                ('begun_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('done_at', models.DateTimeField(null=True)),
                ('language', models.CharField(default='zh-hans', max_length=8)),
            ],
        ),
        migrations.CreateModel(
            name='MemberMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('merged_at', models.DateTimeField()),
                ('merged_by', models.CharField(max_length=64)),
                ('moved', models.JSONField(default=dict)),
                ('kept', models.JSONField(default=list)),
                ('replaced', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('reason', models.CharField(blank=True, default='', max_length=120)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by', models.CharField(blank=True, default='', max_length=64)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='card',
            name='card_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='member',
            name='member_channel_known',
        ),
        migrations.AddField(
            model_name='card',
            name='replaced_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='members.card'),
        ),
        migrations.AddField(
            model_name='cardtype',
            name='categories',
            field=models.ManyToManyField(related_name='+', to='catalog.category'),
        ),
        migrations.AddField(
            model_name='cardtype',
            name='colour',
            field=models.CharField(default='gold', max_length=8),
        ),
        migrations.AddField(
            model_name='cardtype',
            name='labour_discount_bp',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='cardtype',
            name='price_level',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='member',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='members.member'),
        ),
        migrations.AddField(
            model_name='member',
            name='public_since',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(condition=models.Q(('state', 'active')), fields=['expires_on'], name='card_ending'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(condition=models.Q(('public_since__isnull', False)), fields=['public_since'], name='member_public'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['active', 'replaced', 'lost', 'frozen', 'expired'])), name='card_state_known'),
        ),
        migrations.AddConstraint(
            model_name='cardtype',
            constraint=models.CheckConstraint(condition=models.Q(('labour_discount_bp__lte', 10000)), name='card_type_discount_within_whole'),
        ),
        migrations.AddConstraint(
            model_name='cardtype',
            constraint=models.CheckConstraint(condition=models.Q(('price_level__lte', 9)), name='card_type_price_level_known'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['store', 'referral', 'wechat', 'online', 'event', 'import', 'qr'])), name='member_channel_known'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('state', 'archived'), models.Q(('merged_into', models.F('id')), _negated=True)), _connector='OR'), name='member_merged_is_archived'),
        ),
        migrations.AddField(
            model_name='cardevent',
            name='card',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='members.card'),
        ),
        migrations.AddField(
            model_name='cardevent',
            name='store',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store'),
        ),
        migrations.AddField(
            model_name='cardpage',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='card_pages', to='members.member'),
        ),
        migrations.AddField(
            model_name='claim',
            name='clerk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claim',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='creditaccount',
            name='member',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='credit', to='members.member'),
        ),
        migrations.AddField(
            model_name='creditentry',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='members.creditaccount'),
        ),
        migrations.AddField(
            model_name='creditentry',
            name='operation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.operation'),
        ),
        migrations.AddField(
            model_name='creditentry',
            name='reverses',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='members.creditentry'),
        ),
        migrations.AddField(
            model_name='creditentry',
            name='store',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store'),
        ),
        migrations.AddField(
            model_name='joinrequest',
            name='clerk',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='joinrequest',
            name='referrer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='joinrequest',
            name='store',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store'),
        ),
        migrations.AddField(
            model_name='membermerge',
            name='merged',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='membermerge',
            name='operation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.operation'),
        ),
        migrations.AddField(
            model_name='membermerge',
            name='survivor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddIndex(
            model_name='cardevent',
            index=models.Index(fields=['card', '-id'], name='card_event_newest'),
        ),
        migrations.AddConstraint(
            model_name='cardpage',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('member',), name='card_page_one_in_use'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(fields=('clerk', 'on', 'nth'), name='claim_within_the_day'),
        ),
        migrations.AddIndex(
            model_name='creditaccount',
            index=models.Index(condition=models.Q(('open_cents__gt', 0)), fields=['oldest_due_on', 'id'], name='credit_overdue'),
        ),
        migrations.AddConstraint(
            model_name='creditaccount',
            constraint=models.CheckConstraint(condition=models.Q(('limit_cents__gte', 0), ('open_cents__gte', 0)), name='credit_account_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='creditaccount',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('oldest_due_on', None), ('open_cents', 0)), models.Q(('oldest_due_on__isnull', False), ('open_cents__gt', 0)), _connector='OR'), name='credit_account_due_while_open'),
        ),
        migrations.AddIndex(
            model_name='creditentry',
            index=models.Index(fields=['account', '-id'], name='credit_entry_newest'),
        ),
        migrations.AddIndex(
            model_name='creditentry',
            index=models.Index(fields=['document'], name='credit_entry_document'),
        ),
        migrations.AddConstraint(
            model_name='creditentry',
            constraint=models.UniqueConstraint(fields=('account', 'operation', 'line_no', 'kind'), name='credit_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='creditentry',
            constraint=models.CheckConstraint(condition=models.Q(('amount_cents', 0), _negated=True), name='credit_entry_moves_money'),
        ),
        migrations.AddConstraint(
            model_name='creditentry',
            constraint=models.CheckConstraint(condition=models.Q(('open_after__gte', 0)), name='credit_entry_not_below_zero'),
        ),
        migrations.AddConstraint(
            model_name='creditentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['charge', 'repayment', 'write_off', 'reversal', 'paid_out', 'merged_in', 'merged_out'])), name='credit_entry_kind_known'),
        ),
        migrations.AddIndex(
            model_name='joinrequest',
            index=models.Index(fields=['expires_at'], name='join_request_over'),
        ),
        migrations.AddConstraint(
            model_name='joinrequest',
            constraint=models.CheckConstraint(condition=models.Q(('tries__lte', 5)), name='join_request_few_tries'),
        ),
        migrations.AddIndex(
            model_name='membermerge',
            index=models.Index(fields=['survivor', '-id'], name='member_merge_survivor'),
        ),
        migrations.AddConstraint(
            model_name='membermerge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('merged',), name='member_merged_once'),
        ),
        migrations.AddConstraint(
            model_name='membermerge',
            constraint=models.CheckConstraint(condition=models.Q(('survivor', models.F('merged')), _negated=True), name='member_merge_joins_two'),
        ),
    ]
