"""Putting a refusal where the person reads it: beside the fields it is about, else above the form."""

from django.forms import BaseForm

from benfu.platform.lib.errors import Problem


def show_problem(form: BaseForm, problem: Problem) -> None:
    """Add a service's refusal to a bound form; a field the form does not have is told above the form."""
    fields = getattr(problem, "fields", None) or {}
    for name, words in fields.items():
        form.add_error(name if name in form.fields else None, str(words))
    if not fields:
        form.add_error(None, str(problem.message))
