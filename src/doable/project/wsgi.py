"""The desk as a web server calls it; with the worker beside it where `doable serve` says so."""

from __future__ import annotations

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doable.project.settings")
# One thread: numpy's own cost many times what they save on texts as short as messages.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
application = get_wsgi_application()

if os.environ.get("WORKER_BESIDE_DOABLE"):
    from doable.project.working import start

    start(1, threading.Event(), daemon=True)
