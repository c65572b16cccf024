"""The tables of keys for the reference pages."""

from doable.policy.loading.shapes import FILES, SHAPES
from doable.workbench.reference import effect_table, file_table, key_table, reference


def test_a_table_says_of_each_key_what_it_holds_and_what_it_is_for() -> None:
    assert key_table("by") == (
        "| key | | value | what it is for |\n"
        "|---|---|---|---|\n"
        "| `grade` |  | name | at least this grade |\n"
        "| `function` |  | name | of this function (default: any) |\n"
    )


def test_lists_names_and_short_forms_are_said_in_words() -> None:
    table = key_table("ask")

    assert "| `params` |  | names, each with: [param](#param) | what the ask carries |" in table
    assert "| `examples` | needed | list of: text | sentences of customers |" in table
    assert "| list of: an ask or referral, or [alternative](#alternative) |" in table
    assert "| name or list of: name, at least 1 |" in key_table("limit")
    assert "| list of: as in the JSON of `doable decide`, at least 1 |" in key_table("story")


def test_choices_are_named_and_signs_of_markdown_do_no_harm() -> None:
    assert "whom to ask: `customer`, `colleague`, `document`, `record` |" in key_table("fact")
    assert "list&lt;...> |" in key_table("fact")


def test_every_effect_has_its_keys() -> None:
    assert "| `bill` | `amount`, `for` | `gives`, `advise` |" in effect_table()
    assert "| `lift` |  |  |" in effect_table()


def test_the_whole_reference_has_every_file_and_every_part() -> None:
    page = reference()

    assert all(f"| `{file}` |" in file_table() for file in FILES)
    assert all(f"\n## {shape}\n" in page for shape in SHAPES)
