"""What a service refuses comes back to the page it was sent from, with everything typed."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from audit.models import StaleRecord
from cooperation.workflow import ReasonRequired, TransitionNotAllowed

REFUSALS = (ValidationError, TransitionNotAllowed, StaleRecord)


def show_refusal(form, error, *, reason_field="why"):
    """Put what the service said where the person can see and correct it.

    After a stale edit the form carries the version of now: whoever has looked at what changed
    and sends it again means it.
    """
    if isinstance(error, StaleRecord):
        form.add_error(None, _stale())
        if error.current is not None and "version" in form.fields:
            form.data = form.data.copy()
            form.data[form.add_prefix("version")] = str(error.current)
    elif isinstance(error, ReasonRequired):
        form.add_error(reason_field, str(error))
    elif isinstance(error, TransitionNotAllowed):
        form.add_error(None, str(error))
    else:
        _show_problems(form, error)


def _stale():
    return _(
        "Somebody else changed this while you were writing. What you typed is still here: "
        "look at what has changed, then save again."
    )


def _show_problems(form, error):
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        field = name.replace(".", "_")
        known = field in form.fields and field != NON_FIELD_ERRORS
        form.add_error(field if known else None, problems)


def said_of(error) -> str:
    """A refusal in one paragraph, for a page that has no form to show it at."""
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
