import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# By name, as it can only be imported once the line above has loaded the models.
import_module("accounts.services").refuse_demo_users()
connections.close_all()  # a server that forks may not share them with its children
