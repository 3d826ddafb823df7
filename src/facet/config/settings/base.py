"""What every installation shares. Nobody imports this module; ask `django.conf.settings`."""

import dj_database_url
from csp.constants import NONCE

from facet.config.settings import env

ROOT = env.ROOT
HOME = env.home()
HOME.mkdir(parents=True, exist_ok=True)

FACET_KEYS = HOME / "keys" / "ring.json"
FACET_MAKE_KEYS = True  # production says no: keys are made on purpose there
FACET_ANCHORS = HOME / "anchors"  # audit heads, outside the database
FACET_UPLOADS = HOME / "uploads"
FACET_DEMO = env.flag("FACET_DEMO", default=False)  # the demonstration's sign-ins on the sign-in page
# How many reverse proxies of ours stand before the web server: so many addresses at the end of
# X-Forwarded-For are true. 0: nobody's word is taken.
FACET_PROXIES = env.number("FACET_PROXIES", 0, most=9)

INSTALLED_APPS = [
    "facet.config",
    "facet.demo",
    "facet.shell",
    "facet.purchasing",
    "facet.sales",
    "facet.promotions",
    "facet.loyalty",
    "facet.inventory",
    "facet.members",
    "facet.catalog",
    "facet.organisation",
    "facet.audit",
    "facet.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "treebeard",
    "csp",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "facet.audit.web.middleware.AccessLogMiddleware",
    "facet.organisation.web.middleware.ActorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "facet.config.urls"
WSGI_APPLICATION = "facet.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "facet.shell.web.context.frame",
            ],
            "builtins": ["template_partials.templatetags.partials", "facet.shell.templatetags.facet"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(env.text("DATABASE_URL", f"sqlite:///{HOME / 'facet.sqlite3'}"), conn_max_age=600)
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-20000;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=3000"
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.Staff"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "organisation:sign_in"
LOGIN_REDIRECT_URL = "shell:home"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'", NONCE],
        "style-src": ["'self'"],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernel_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_PORT = env.number("EMAIL_PORT", 587, most=65_535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=bool(EMAIL_HOST) and EMAIL_PORT == 587)
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", default=EMAIL_PORT == 465)
EMAIL_TIMEOUT = 20  # a colleague waits for the answer; the default is to wait for ever
EMAIL_FILE_PATH = HOME / "letters"  # where letters lie that no mail server takes; see dev.py
DEFAULT_FROM_EMAIL = env.text("FACET_MAIL_FROM", EMAIL_HOST_USER or "facet@localhost")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "facet.shell.npm.NpmFinder",
]
NPM_ROOT = ROOT / "node_modules"
NPM_FILES = {
    "@tabler/core/dist/css/tabler.min.css": "vendor/tabler.css",
    "@alpinejs/csp/dist/cdn.min.js": "vendor/alpine.js",
    "echarts/dist/echarts.min.js": "vendor/echarts.js",
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = FACET_UPLOADS

SILENCED_SYSTEM_CHECKS: list[str] = []
