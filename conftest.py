"""Tests run on a real PostgreSQL: the one DATABASE_URL names, else an embedded one in a temporary folder."""

import os
import secrets

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benfu.conf.settings")
os.environ.setdefault("BENFU_SECRET_KEY", secrets.token_hex(32))
os.environ.setdefault("BENFU_PRIVACY_KEYS", "dGVzdC1rZXktdGVzdC1rZXktdGVzdC1rZXktMTIzNDU=")
