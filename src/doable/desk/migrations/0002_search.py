"""Tables for search by words, each in the way of its database."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STATEMENTS = {
    "sqlite": [
        "CREATE VIRTUAL TABLE desk_{kind}_words USING fts5("
        "title, said, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    ],
    "postgresql": [
        "CREATE TABLE desk_{kind}_words (id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX desk_{kind}_words_gin ON desk_{kind}_words USING gin (words)",
    ],
}
KINDS = ("case", "customer")


def make_tables(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for kind in KINDS:
        for statement in STATEMENTS[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(kind=kind))


def drop_tables(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for kind in KINDS:
        schema_editor.execute(f"DROP TABLE desk_{kind}_words")


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial")]
    operations = [migrations.RunPython(make_tables, drop_tables)]
