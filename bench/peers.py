"""The same 21 rules in other engines, each in the form that suits it best."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bench.refunds import OTHERWISE, RULES, TRUTHS, VERDICT, WHOLE, WORDS
from doable.policy.language.parsing import parse
from doable.policy.language.tree import Call, ListOf, Literal, Name, Node

if TYPE_CHECKING:
    from collections.abc import Callable

    Deciding = Callable[[dict[str, Any]], str]

TREES = [(name, parse(when)) for name, _, when in RULES]
ANSWERS = {name: (VERDICT[effect], (name,)) for name, effect, _ in RULES} | {
    OTHERWISE: ("declined", ("refund.otherwise",))
}
_SIGN = {"_==_": "==", "_!=_": "!=", "_<_": "<", "_<=_": "<=", "_>_": ">", "_>=_": ">=", "_*_": "*"}


def datalogic() -> Deciding:
    """JsonLogic in Rust: the fastest engine found in Python."""
    import datalogic_py

    def write(node: Node) -> object:
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Name):
            return {"var": node.name}
        if isinstance(node, ListOf):
            return [write(item) for item in node.items]
        assert isinstance(node, Call)
        sign = {"_&&_": "and", "_||_": "or", "!_": "!", "@in": "in", "_==_": "===", "_!=_": "!=="}
        return {sign.get(node.function) or _SIGN[node.function]: [write(arg) for arg in node.args]}

    logic = {"if": [part for name, tree in TREES for part in (write(tree), name)] + [OTHERWISE]}
    return datalogic_py.Engine().compile(logic).evaluate


def cel_cpp() -> Deciding:
    """Google's CEL in C++, as one conditional expression."""
    from cel_expr_python import cel

    types = dict.fromkeys(WHOLE, cel.Type.INT) | dict.fromkeys(TRUTHS, cel.Type.BOOL)
    types |= dict.fromkeys(WORDS, cel.Type.STRING) | {"fraud": cel.Type.DOUBLE}
    text = " ".join(f'({when}) ? "{name}" :' for name, _, when in RULES) + f' "{OTHERWISE}"'
    program = cel.NewEnv(variables=types).compile(text)
    return lambda facts: program.eval(data=facts).value()


def cedar() -> Deciding:
    """Cedar in Rust: one permit a rule, the first by name decides."""
    import cedarpy

    def write(node: Node) -> str:
        if isinstance(node, Literal):
            return f'decimal("{node.value:.4f}")' if isinstance(node.value, float) else json.dumps(node.value)
        if isinstance(node, Name):
            return f"context.{node.name}"
        assert isinstance(node, Call)
        if node.function == "@in":
            assert isinstance(node.args[1], ListOf)
            return (
                f"[{', '.join(write(item) for item in node.args[1].items)}].contains({write(node.args[0])})"
            )
        parts = [write(arg) for arg in node.args]
        if node.function == "!_":
            return f"!({parts[0]})"
        if node.function in ("_&&_", "_||_"):
            return "(" + f" {node.function[1:3]} ".join(parts) + ")"
        if "decimal(" in parts[1]:
            return f"{parts[0]}.greaterThanOrEqual({parts[1]})"
        return f"({parts[0]} {_SIGN[node.function]} {parts[1]})"

    text = "\n".join(
        f'@id("{name}") permit(principal, action, resource) when {{ {write(tree)} }};' for name, tree in TREES
    )
    policies = cedarpy.PolicySet.from_str(f'{text}\n@id("{OTHERWISE}") permit(principal, action, resource);')
    entities = cedarpy.Entities.from_json_str("[]")

    def decide(facts: dict[str, Any]) -> str:
        context = {**facts, "fraud": {"__extn": {"fn": "decimal", "arg": f"{facts['fraud']:.4f}"}}}
        asked = {"principal": 'U::"u"', "action": 'A::"a"', "resource": 'R::"r"', "context": context}
        return min(
            cedarpy.is_authorized(asked, policies, entities).diagnostics.id_annotations_by_reason.values()
        )

    return decide


def regorus() -> Deciding:
    """Rego in Rust, as one rule with a chain of elses."""
    import regorus as rego

    ors: list[str] = []

    def write(node: Node) -> str:
        if isinstance(node, Literal):
            return json.dumps(node.value)
        if isinstance(node, Name):
            return f"input.{node.name}"
        assert isinstance(node, Call)
        if node.function == "@in":
            assert isinstance(node.args[1], ListOf)
            return f"{write(node.args[0])} in {{{', '.join(write(item) for item in node.args[1].items)}}}"
        if node.function == "_&&_":
            return "; ".join(write(arg) for arg in node.args)
        if node.function == "_||_":
            name = f"either{len(ors)}"
            ors.extend(f"{name} if {{ {write(arg)} }}" for arg in node.args)
            return name
        if node.function == "!_":
            return f"not {write(node.args[0])}"
        return f"{write(node.args[0])} {_SIGN[node.function]} {write(node.args[1])}"

    chain = []
    for number, (name, tree) in enumerate(TREES):
        lead = "rule := " if number == 0 else "else := "
        chain.append(f'{lead}"{name}" if {{ {write(tree)} }}')
    chain.append(f'else := "{OTHERWISE}"')
    engine = rego.Engine()
    engine.add_policy("book.rego", "package refund\nimport rego.v1\n" + "\n".join([*ors, *chain]))

    def decide(facts: dict[str, Any]) -> str:
        engine.set_input_json(json.dumps(facts))
        return str(engine.eval_rule("data.refund.rule"))

    return decide


PEERS = {
    "datalogic-py (JsonLogic, Rust)": datalogic,
    "cel-expr-python (CEL, C++)": cel_cpp,
    "celine-regorus (Rego, Rust)": regorus,
    "cedarpy (Cedar, Rust)": cedar,
}
