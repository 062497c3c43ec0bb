"""The installation's one row about itself."""

from django.db import models


class Installation(models.Model):
    """Whether this database holds an invented district or real people: decided once, when it is made.

    A demo shows sign-in codes on the screen; a database with real people must never do that, however it is started.
    """

    id = models.BigAutoField(primary_key=True)
    demo = models.BooleanField()
    made_at = models.DateTimeField()
    filled_at = models.DateTimeField(null=True, help_text="when the invented district stood complete")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="operate_one_installation")]

    def __str__(self) -> str:
        return "demo" if self.demo else "real"
