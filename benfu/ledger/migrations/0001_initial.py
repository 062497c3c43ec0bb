"""The tables of the ledger; the fields of composite keys stand in their table from the start."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("owner", models.CharField(blank=True, max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("block", models.BigAutoField(primary_key=True, serialize=False)),
                ("low_id", models.BigIntegerField()),
                ("high_id", models.BigIntegerField(unique=True)),
                ("count", models.BigIntegerField()),
                ("total", models.BigIntegerField(help_text="sum of the amounts")),
                ("prev_hash", models.BinaryField(max_length=32, unique=True)),
                ("hash", models.BinaryField(max_length=32)),
                ("sealed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("idem", models.UUIDField(help_text="the caller's key, for ever", unique=True)),
                ("req_hash", models.BinaryField(help_text="of what the key was first used for", max_length=16)),
                ("kind", models.CharField(max_length=8)),
                (
                    "debit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
                (
                    "credit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
                (
                    "pending",
                    models.ForeignKey(
                        db_index=False,
                        help_text="the hold this answers",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.transfer",
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.transfer",
                    ),
                ),
                ("amount", models.BigIntegerField(help_text="whole points")),
                ("cause", models.CharField(help_text="generic subject: what it is for", max_length=80)),
                ("day", models.DateField(help_text="civil day it was booked, by the database clock")),
                ("expires_on", models.DateField(help_text="last day the points can be spent", null=True)),
                ("timeout_at", models.DateTimeField(help_text="a hold can be posted until then", null=True)),
                ("actor", models.BigIntegerField(help_text="account that booked it; empty for the system", null=True)),
                ("booked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "account_id", "expires_on", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
                ("expires_on", models.DateField()),
                ("avail", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="LotUse",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "transfer_id", "expires_on", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.transfer",
                    ),
                ),
                ("account_id", models.BigIntegerField()),
                ("expires_on", models.DateField()),
                ("amount", models.BigIntegerField()),
            ],
            options={"db_table": "ledger_lot_use"},
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="balance",
                        serialize=False,
                        to="ledger.account",
                    ),
                ),
                ("posted", models.BigIntegerField(db_default=0)),
                ("held", models.BigIntegerField(db_default=0)),
                ("lots", models.BooleanField(help_text="whether its points expire, oldest first")),
            ],
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(fields=("kind", "owner"), name="ledger_account_once"),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["issuer", "budget", "holder", "shop", "breakage"])),
                name="ledger_account_kind_known",
            ),
        ),
        migrations.CreateModel(
            name="OpenHold",
            fields=[
                (
                    "transfer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="open_hold",
                        serialize=False,
                        to="ledger.transfer",
                    ),
                ),
                ("account_id", models.BigIntegerField()),
                ("timeout_at", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "ledger_open_hold"},
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.CheckConstraint(condition=models.Q(("held__gte", 0)), name="ledger_held_not_negative"),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.CheckConstraint(
                condition=models.Q(("posted__gte", models.F("held"))), name="ledger_balance_covered"
            ),
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.CheckConstraint(condition=models.Q(("avail__gte", 0)), name="ledger_lot_not_negative"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["debit", "id"], name="ledger_transfer_debit"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["credit", "id"], name="ledger_transfer_credit"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("pending__isnull", False)), fields=("pending",), name="ledger_hold_answered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reverses__isnull", False)), fields=("reverses",), name="ledger_reversed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="ledger_amount_positive"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("debit", models.F("credit")), _negated=True), name="ledger_two_accounts"
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["move", "hold", "post", "void", "expire", "reverse"])),
                name="ledger_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["post", "void"]), ("pending__isnull", False)),
                    models.Q(models.Q(("kind__in", ["post", "void"]), _negated=True), ("pending__isnull", True)),
                    _connector="OR",
                ),
                name="ledger_answers_a_hold",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "hold"), ("timeout_at__isnull", False)),
                    models.Q(models.Q(("kind", "hold"), _negated=True), ("timeout_at__isnull", True)),
                    _connector="OR",
                ),
                name="ledger_hold_has_timeout",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "reverse"), ("reverses__isnull", False)),
                    models.Q(models.Q(("kind", "reverse"), _negated=True), ("reverses__isnull", True)),
                    _connector="OR",
                ),
                name="ledger_reverses_a_transfer",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on__isnull", True),
                    models.Q(("expires_on__lt", models.F("day")), ("kind", "expire")),
                    models.Q(("kind__in", ["move", "reverse"]), ("expires_on__gte", models.F("day"))),
                    _connector="OR",
                ),
                name="ledger_expiry_fits",
            ),
        ),
        migrations.AddConstraint(
            model_name="lotuse",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="ledger_lot_use_positive"),
        ),
    ]
