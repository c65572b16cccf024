import numpy as np

from doable.understanding.meaning.embedding import embed, table


def test_a_text_is_a_vector_of_unit_length():
    assert np.allclose(np.linalg.norm(embed(["I want a refund"]), axis=1), 1, atol=1e-4)


def test_texts_of_like_meaning_are_nearer_than_others():
    money, cash, weather = embed(["give me my money back", "I would like a refund", "the weather is lovely"])
    assert money @ cash > money @ weather


def test_a_text_without_known_words_is_nothing():
    assert not embed(["", "日本語"]).any()


def test_no_texts_give_no_vectors():
    assert embed([]).shape == (0, 256)


def test_every_piece_has_a_vector_and_a_scale():
    pieces, rows, scales = table()
    assert len(pieces) == len(rows) == len(scales)


def test_the_table_is_read_once():
    assert table() is table()
