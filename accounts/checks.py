"""What `manage.py check --deploy` says about accounts."""

from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from accounts.services import refuse_demo_users


@register(Tags.security, deploy=True)
def no_demo_users(app_configs, **options):
    try:
        refuse_demo_users()
    except ImproperlyConfigured as refusal:
        return [Error(str(refusal), id="accounts.E001")]
    except DatabaseError:
        return []  # no tables yet, and so no demo users
    return []
