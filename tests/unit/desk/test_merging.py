"""Two who changed the same files: nothing that either wrote is lost, and nothing is asked twice."""

from hypothesis import given
from hypothesis import strategies as st

from doable.desk.merging import compared

FILES = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from(["1", "2", "3"]))
VERSION = object()


@given(FILES, FILES, FILES)
def test_each_file_is_as_one_of_them_left_it_or_left_to_a_person(
    base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]
) -> None:
    since = compared(VERSION, base=base, theirs=theirs, mine=mine)  # type: ignore[arg-type]  # not looked at
    for path in "abc":
        was, other, own = base.get(path), theirs.get(path), mine.get(path)
        if path in since.conflicting:
            assert len({was, other, own}) == 3
        else:
            merged = since.taken_over.get(path, own)
            assert merged == (own if other == was else other)
            assert own in {was, merged}


@given(FILES, FILES, FILES)
def test_what_was_taken_over_is_not_asked_again(
    base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]
) -> None:
    first = compared(VERSION, base=base, theirs=theirs, mine=mine)  # type: ignore[arg-type]  # not looked at
    after = {path: text for path, text in {**mine, **first.taken_over}.items() if text is not None}
    again = compared(VERSION, base=base, theirs=theirs, mine=after)  # type: ignore[arg-type]  # not looked at
    assert (again.taken_over, again.conflicts) == ({}, first.conflicts)


@given(FILES, FILES)
def test_who_changed_nothing_gets_the_newer_version(base: dict[str, str], theirs: dict[str, str]) -> None:
    since = compared(VERSION, base=base, theirs=theirs, mine=base)  # type: ignore[arg-type]  # not looked at
    merged = {path: text for path, text in {**base, **since.taken_over}.items() if text is not None}
    assert (merged, since.conflicts) == (theirs, ())
