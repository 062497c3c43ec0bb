"""Settings: everything that differs between installations comes from the environment (docs/operations.md)."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF

from benfu.conf.rooms import standing

CODE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("BENFU_HOME", CODE.parent / "var"))


def env(name: str, default: str = "") -> str:
    """Return an environment variable, stripped."""
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    """Return whether an environment variable says yes."""
    return env(name).lower() in {"1", "yes", "true", "on"}


def database(url: str) -> dict[str, object]:
    """Return Django's settings for a postgresql:// URL; a Unix socket stands in ?host=."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 2, **query},
        "TEST": {"NAME": env("BENFU_TEST_DB", "test_benfu")},
    }


DEBUG = flag("BENFU_DEBUG")
DEMO = flag("BENFU_DEMO")
SECRET_KEY = env("BENFU_SECRET_KEY")
PRIVACY_KEYS = [key for key in env("BENFU_PRIVACY_KEYS").split(",") if key]
ALLOWED_HOSTS = env("BENFU_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env("BENFU_ORIGINS").split(",") if origin]
PUBLIC_URL = env("BENFU_PUBLIC_URL")
BEHIND_PROXY = flag("BENFU_BEHIND_PROXY")
BENFU_NAME = env("BENFU_NAME", "奔赴")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "procrastinate.contrib.django",
    "ninja",
    *standing(),
]
MIDDLEWARE = [
    "benfu.conf.middleware.Static",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "benfu.conf.middleware.Fresh",
    "benfu.conf.middleware.Csp",
    "benfu.conf.middleware.Session",
    "django.middleware.locale.LocaleMiddleware",
    "benfu.conf.middleware.Common",
    "benfu.conf.middleware.Csrf",
    "benfu.conf.middleware.Authentication",
    "benfu.conf.middleware.Messages",
    "benfu.conf.middleware.Who",
    "benfu.conf.middleware.Problems",
    "benfu.conf.middleware.Whole",
]
ROOT_URLCONF = "benfu.conf.urls"
WSGI_APPLICATION = "benfu.conf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "benfu.ui.context.shell",
            ],
        },
    }
]

DATABASES = {"default": database(env("DATABASE_URL", "postgresql:///benfu"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
# How phone codes reach people: identity/senders.py.
SENDERS = "benfu.platform.identity.senders"
BENFU_CODE_SENDER = env("BENFU_CODE_SENDER", f"{SENDERS}.Screen" if DEMO else f"{SENDERS}.ConsoleStaff")
BENFU_SMS = {
    "url": env("BENFU_SMS_URL"),
    "authorization": env("BENFU_SMS_AUTHORIZATION"),
    "body": env("BENFU_SMS_BODY", '{"phone": "$phone", "code": "$code"}'),
    "timeout_s": float(env("BENFU_SMS_TIMEOUT_S", "5")),
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "/login/"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
# What the ground says that is no room of its own.
LOCALE_PATHS = [CODE / "platform" / "lib" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = env("BENFU_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
FORMAT_MODULE_PATH = None

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 300
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "br", "woff", "woff2", "map")
MEDIA_ROOT = HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_HANDLERS = [
    "benfu.platform.files.uploads.CutOff",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SESSION_ENGINE = "benfu.platform.identity.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600
# More than anybody makes on the street, too few to fill a disk by script; each may have three photos.
BENFU_REPORTS_AN_HOUR = int(env("BENFU_REPORTS_AN_HOUR", "60"))
BENFU_STAFF_IDLE_MINUTES = int(env("BENFU_STAFF_IDLE_MINUTES", "60"))
BENFU_STAFF_SESSION_HOURS = int(env("BENFU_STAFF_SESSION_HOURS", "12"))
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "benfu.ui.problems.forged_form"
# HTTPS is decided by the address people use; the demo on localhost has none.
HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "blob:", "data:"],
        "media-src": [SELF, "blob:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],  # the QR reader starts its worker from a blob
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("BENFU_LOG", "INFO")},
    # What Django says of a bad request may hold a path with a code in it: errors only.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
    },
}
