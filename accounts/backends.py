from django.contrib.auth.backends import BaseBackend

from accounts.models import User
from accounts.services import user_of_password


class PasswordBackend(BaseBackend):
    """Name and password, with the lock. Grants nothing: what somebody may do is the policy's."""

    def authenticate(self, request, username=None, password=None, **credentials):
        if not username or password is None:
            return None
        return user_of_password(username, password)

    def get_user(self, user_id):
        return User.objects.filter(pk=user_id, is_active=True).first()
