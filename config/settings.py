"""Every setting of the installation, read from the environment.

The defaults suit a laptop: they answer to this machine only. With DEBUG=0 whatever a server
must decide for itself has no default, and the server does not start without it.
docs/settings.md lists what may be set; a test holds that table against this file.
"""

from pathlib import Path

import django_include_bootstrap
import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
DEVELOPMENT_SECRET_KEY = "for-development-only-everybody-can-read-this-key"  # noqa: S105

env = environ.Env()

# --- Who answers, and how strictly -----------------------------------------------------------

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_SECRET_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# Where people find us: letters and printed codes are made outside any request.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

if not DEBUG and SECRET_KEY == DEVELOPMENT_SECRET_KEY:
    raise ImproperlyConfigured("With DEBUG=0, set SECRET_KEY to a long random value of your own.")

HTTPS = env.bool("HTTPS", default=not DEBUG)
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS else 0
# We promise HTTPS for our own name only: its neighbours below the same domain are not ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    # Only for a proxy that sets this header itself: anyone else could claim to have come by HTTPS.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- What it is made of ----------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "simple_history",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "django_bootstrap5",
    "config",
    "audit",
    "accounts",
    "cooperation",
    "visits",
    "agreements",
    "api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.policy.content_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # A page is closed unless its view says otherwise. The API closes itself, by permission.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SessionLimits",
    "accounts.middleware.forget_what_was_sent",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "audit.middleware.RequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before those of the apps, so that our base pages win over the ones of Django's admin.
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Where it keeps things -------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
DATABASES["default"] |= {
    # With IMMEDIATE transactions, one per request would make every GET take the write lock.
    "ATOMIC_REQUESTS": False,
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A DEFERRED transaction that turns into a writer ignores the timeout and fails at once.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode = WAL;"
            "PRAGMA synchronous = FULL;"  # a commit survives a power cut
            "PRAGMA foreign_keys = ON;"
            "PRAGMA recursive_triggers = ON;"  # INSERT OR REPLACE must not hide its delete
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media")))
# Uploaded papers hold what only some may see: not for every account of the machine.
FILE_UPLOAD_PERMISSIONS = 0o640
MAX_UPLOAD_BYTES = env.int("MAX_UPLOAD_MB", default=20) * 1024 * 1024

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [
    # Taken as files and not as an app: the package also brings a base.html of its own.
    ("vendor/bootstrap", Path(django_include_bootstrap.__file__).parent / "static"),
    ("guide", BASE_DIR / "docs" / "panduan" / "gambar"),
]
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- What offices agree on ---------------------------------------------------------------------

# A term longer than this asks for a reason; kinds with a term set by regulation have their own.
TERM_CAP_YEARS = env.int("TERM_CAP_YEARS", default=5)
# After so many days without it, people are told: a partner's number and a signed original after
# the signature, a signature after the paper was issued, a report after its period.
NUMBER_DAYS = env.int("NUMBER_DAYS", default=14)
SIGNATURE_DAYS = env.int("SIGNATURE_DAYS", default=14)
ORIGINAL_DAYS = env.int("ORIGINAL_DAYS", default=30)
REPORT_DAYS = env.int("REPORT_DAYS", default=14)

# --- Digital signatures ---------------------------------------------------------------------

# A PEM file with the roots whose certificates are trusted, and a time-stamp server (RFC 3161).
# Without them a signature is still checked and made; whom it belongs to is then not vouched for.
SIGNATURE_ROOTS = env.str("SIGNATURE_ROOTS", default="")
TIMESTAMP_SERVER = env.str("TIMESTAMP_SERVER", default="")

# --- Who signs in ----------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.PasswordBackend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Twelve hours after signing in it is over, however busy the day was.
SESSION_COOKIE_AGE = 12 * 60 * 60
# So is an hour in which nothing was asked for; accounts/ watches this one.
SESSION_IDLE_AGE = 60 * 60

# --- Languages and times ---------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# --- Mail and messages of the machine --------------------------------------------------------

EMAIL_BACKEND = (
    "django.core.mail.backends.console.EmailBackend"
    if DEBUG
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="jejak@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}

# --- History and API -------------------------------------------------------------------------

# A reason is a sentence; the library's own column would cut it at 100 characters.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# The key that signs checkpoints, and the notes. Best on a disk that the database cannot reach.
CHECKPOINTS = Path(env.str("CHECKPOINTS", default=str(BASE_DIR / "checkpoints")))
AUDITOR_MAIL = env.list("AUDITOR_MAIL", default=[])
# Whose readers are written down: the step of an address that is followed by a record's key, and
# the records of which every page counts (files and personal details always do).
READ_ROOTS = {
    "agreements": "agreements.agreement",
    "agreement": "agreements.agreement",
    "visits": "visits.visit",
    "visit": "visits.visit",
    "candidates": "cooperation.candidate",
    "candidate": "cooperation.candidate",
    "documents": "cooperation.issueddocument",
}
READ_PAGES = {"agreements.agreement"}
MAY_FLUSH = False  # only a test may empty its database: the journal is append-only

API_PATH = "/api/"  # the history says of each change whether it came by a page or by the API

# How often, per server process: each key or signed-in person, and each address without either.
API_RATE = env.str("API_RATE", default="600/min")
API_RATE_STRANGERS = env.str("API_RATE_STRANGERS", default="60/min")
# Networks of the house that webhooks may call although they are private, without TLS too.
WEBHOOK_NETWORKS = env.list("WEBHOOK_NETWORKS", default=[])

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "api.permissions.HasDeclaredPermission",
        "api.permissions.KeyMayWrite",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["api.throttling.ByAsker"],
    # No browsable pages: their select boxes would list rows that the reader may not see.
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "rest_framework.filters.SearchFilter",
        "rest_framework.filters.OrderingFilter",
    ],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.Pages",
    "PAGE_SIZE": 50,
    # What is wanted is said by Accept, or by the parameter that an address names.
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.errors.handle",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

FONTS = "system-ui, sans-serif"
SPECTACULAR_SETTINGS = {
    "TITLE": "Jejak",
    "DESCRIPTION": "Visits between governments, what came of them, and their agreements.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.schema.without_ranges_of_columns",
        "api.examples.with_examples",
    ],
    "LICENSE": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    "SERVERS": [{"url": "/", "description": "The server that serves this page."}],
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "REDOC_UI_SETTINGS": {
        "theme": {
            "typography": {
                "fontFamily": "system-ui, sans-serif",
                "headings": {"fontFamily": "system-ui, sans-serif"},
            }
        }
    },
    # Many records have a status and a kind; each list of choices needs a name of its own.
    "ENUM_NAME_OVERRIDES": {
        "AdoptionStatus": "cooperation.models.AdoptionStatus.choices",
        "AgencyKind": "cooperation.models.AgencyKind.choices",
        "AgreementEntryMode": "agreements.models.EntryMode.choices",
        "AgreementKind": "agreements.models.AgreementKind.choices",
        "AgreementStatus": "agreements.workflow.Status.choices",
        "AttachmentKind": "visits.models.AttachmentKind.choices",
        "CandidateKind": "cooperation.models.CandidateKind.choices",
        "CandidateStatus": "cooperation.workflow.CandidateStatus.choices",
        "CooperationKind": "cooperation.models.CooperationKind.choices",
        "DocumentKind": "cooperation.models.DocumentKind.choices",
        "FollowUpStatus": "cooperation.workflow.FollowUpStatus.choices",
        "InnovationKind": "cooperation.models.InnovationKind.choices",
        "OfficeStatus": "cooperation.models.OfficeStatus.choices",
        "PaperKind": "visits.models.PaperKind.choices",
        "Requester": "visits.workflow.Requester.choices",
        "VisitEntryMode": "visits.workflow.EntryMode.choices",
        "VisitStatus": "visits.workflow.Status.choices",
    },
}
