"""What a deed counts for, its place among others, and caps of one and the same thing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds two columns with a default, and room for longer scopes."""

    dependencies = [("points", "0002_append_only")]

    operations = [
        migrations.AddField(
            "decision",
            "amount",
            models.PositiveIntegerField(db_default=1, help_text="hours or other units it counts for"),
        ),
        migrations.AddField(
            "decision",
            "place",
            models.PositiveIntegerField(db_default=1, help_text="among those who did the same, from 1"),
        ),
        migrations.AlterField(
            "capuse", "scope", models.CharField(max_length=100, help_text="an action, '*', or 'action@kind:cell'")
        ),
    ]
