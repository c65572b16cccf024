"""Whether the desk answers and reaches its records, for whoever watches over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """`fine`, or 503 with what can't be reached."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database can't be reached\n", status=503, content_type="text/plain")
    return HttpResponse("fine\n", content_type="text/plain")
