from doable.web.cases.cards import Choice, Field
from doable.web.templatetags.fields import field_input, sources

YES_NO = (Choice("true", "yes"), Choice("false", "no", chosen=True))
MANY = tuple(Choice(str(number), f"number {number}") for number in range(6))


def test_few_choices_are_laid_out_with_the_one_that_holds() -> None:
    drawn = field_input(
        Field("item.opened", "Opened", "choice", choices=YES_NO), "value", "value-item.opened", True
    )
    assert drawn.count('type="radio"') == 2
    assert '<input type="radio" name="value" value="false" checked> no' in drawn
    assert '<input type="radio" name="value" value="true" autofocus> yes' in drawn


def test_many_choices_are_a_list() -> None:
    drawn = field_input(Field("item.kind", "Kind", "choice", choices=MANY), "param-kind", "param-kind-refund")
    assert drawn.count("<option") == 6
    assert 'aria-label="Kind"' in drawn
    assert "autofocus" not in drawn


def test_a_sum_has_its_label_and_its_unit() -> None:
    field = Field("amount", "Amount", "amount", value="21.90", means="What they want back.", unit="EUR")
    drawn = field_input(field, "param-amount", "param-amount-refund")
    assert (
        '<label for="param-amount-refund">Amount</label><div class="help">What they want back.</div>' in drawn
    )
    assert (
        'id="param-amount-refund" name="param-amount" value="21.90" type="text" inputmode="decimal"' in drawn
    )
    assert '<span class="soft">EUR</span>' in drawn


def test_what_a_customer_wrote_is_text() -> None:
    drawn = field_input(Field("note", "<b>", "text", value='"><script>'), "value", "value-note", True)
    assert "<script>" not in drawn
    assert "<b>" not in drawn


def test_a_single_source_is_said_and_several_are_chosen_from() -> None:
    one, two = Choice("colleague", "I know it"), Choice("document", "A document shows it")
    said = sources(Field("item.opened", "Opened", "choice", sources=(one,)))
    assert 'type="hidden" name="source" value="colleague"' in said
    chosen = sources(Field("item.opened", "Opened", "choice", sources=(one, two)))
    assert '<input type="radio" name="source" value="colleague" checked> I know it' in chosen
    assert chosen.count("checked") == 1
