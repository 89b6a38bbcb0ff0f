from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from accounts import services
from api.throttling import count_stranger
from audit.middleware import address_of


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token …`. Unknown, expired and revoked keys, and those from elsewhere, are
    told nothing apart. `request.auth` is the row of the key."""

    def authenticate(self, request):
        scheme, _space, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "token":
            return None
        token = services.token_of(key.strip(), address=address_of(request))
        if token is None:
            count_stranger(request)
            raise AuthenticationFailed(_("This token is not valid (any more). Ask for a new one."))
        return token.user, token

    def authenticate_header(self, request):
        return "Token"


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token …"}
