"""Django's settings for tests: a folder of their own, the database that the environment names."""

import os
import tempfile
from pathlib import Path

# Where they lie can be said from outside; anything else that is set there is left alone.
_data = Path(os.environ.pop("DOABLE_TEST_DATA", "") or tempfile.mkdtemp(prefix="doable-tests-"))
_database = os.environ.pop("DOABLE_TEST_DATABASE_URL", "")
(_data / "static").mkdir(parents=True, exist_ok=True)
os.environ.update(
    DOABLE_CONFIG="",
    DOABLE_DATA=str(_data),
    DOABLE_BOOK="examples/copperline",
    DOABLE_SECRET_KEY="only-for-tests",
    DOABLE_HOSTS="127.0.0.1,localhost,testserver",
)
os.environ.setdefault("DOABLE_DATABASE_URL", _database)
from doable.project.settings import *  # noqa: E402, F403 - the settings under test

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
