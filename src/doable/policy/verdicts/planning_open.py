"""The plan that carries unknowns: a decision is given only where it is the same in every way.

What an unknown rule may do is kept in three flags: some no is possible, a person deciding is possible,
a yes is possible. As soon as two different answers are possible the answer is `clarify`.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from doable.policy.language.compiling.frame import UNKNOWN, either, is_, let, load
from doable.policy.language.compiling.python import expression, kleene
from doable.policy.language.tree import Call, Has, ListOf, Literal, Name, names_in, walk
from doable.policy.verdicts.planning import ORDER, Contribution, Planner
from doable.policy.verdicts.skeleton import OPEN, Junction, Not, Open, Part, may_be, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from doable.policy.expression import Expression
    from doable.policy.language.compiling.frame import Frame
    from doable.policy.language.values import Plain
    from doable.policy.verdicts.planning import Verdict
    from doable.policy.verdicts.skeleton import Skeleton, Source

# Verdicts whose answer is the verdict alone: no approvals, no values. A `forbidden` among unknown rules is
# left to the whole reading where it could be the only answer.
_PLAIN = frozenset({"declined", "refer", "doable"})
_SAFE_CALLS = frozenset(
    "_==_ _!=_ _<_ _<=_ _>_ _>=_ @in _&&_ _||_ !_ startsWith endsWith contains size".split()
)
_FLAGS = {"forbidden": "no", "declined": "no", "refer": "person", "needs_approval": "yes", "doable": "yes"}


class _Three(Planner):
    """Some things unknown."""

    def read(self, name: str) -> ast.expr:
        """Code that reads a name, UNKNOWN where absent; computed facts are worked out unless supplied."""
        given = ast.Call(load("get"), [ast.Constant(name), self.unknown()], [])
        if name not in self.computed:
            return given
        supplied = ast.Compare(ast.Constant(name), [ast.In()], [load("facts")])
        return ast.IfExp(supplied, given, kleene(self.computed[name].checked, self.read, self.frame))

    def unknown(self) -> ast.expr:
        """Code for what is not known."""
        return self.frame.constant(UNKNOWN)

    def code(self, skeleton: Skeleton) -> ast.expr:
        """Code for the truth of a skeleton: True, False or UNKNOWN."""
        if isinstance(skeleton, bool):
            return ast.Constant(skeleton)
        if isinstance(skeleton, Open):
            return self.unknown()
        if isinstance(skeleton, Junction):
            return self.junction(skeleton)
        if isinstance(skeleton, Not):
            kept = self.frame.fresh()
            test = is_(let(kept, self.code(skeleton.of)), self.unknown())
            return ast.IfExp(test, self.unknown(), ast.UnaryOp(ast.Not(), load(kept)))
        self.parts += 1
        source = self.sources[skeleton.text]
        return kleene(replace(source.checked, node=source.node), self.read, self.frame)

    def junction(self, skeleton: Junction) -> ast.expr:
        """`&&` and `||`: whatever decides them first, else unknown if a part is, else the other."""
        tests = [self.tests_of(part, decides=not skeleton.all) for part in skeleton.parts]
        deciding, opening = [test for test, _ in tests], [test for _, test in tests]
        rest = ast.IfExp(either(opening), self.unknown(), ast.Constant(skeleton.all))
        return ast.IfExp(either(deciding), ast.Constant(not skeleton.all), rest)

    def tests_of(self, part: Skeleton, *, decides: bool) -> tuple[ast.expr, ast.expr]:
        """Code for whether a part comes out as what decides a junction, and for whether it is unknown."""
        kept = self.frame.fresh()
        whole, truth = (part.of, not decides) if isinstance(part, Not) else (part, decides)
        name = self.compared(whole)
        if name is None:
            return is_(let(kept, self.code(whole)), ast.Constant(truth)), is_(load(kept), self.unknown())
        self.parts += 1
        source = self.sources[cast("Part", whole).text]
        known = ast.Compare(let(kept, self.read(name)), [ast.IsNot()], [self.unknown()])
        holds = expression(replace(source.checked, node=source.node), lambda _name: load(kept), self.frame)
        test = holds if truth else ast.UnaryOp(ast.Not(), holds)
        return ast.BoolOp(ast.And(), [known, test]), is_(load(kept), self.unknown())

    def compared(self, part: Skeleton) -> str | None:
        """The one fact that a part compares with something written out, if that is all it does."""
        source = self.sources[part.text] if isinstance(part, Part) else None
        if source is None or not isinstance(source.node, Call) or _may_fail(source, self.computed):
            return None
        names = names_in(source.node)
        plain = all(isinstance(arg, Name | Literal | ListOf) for arg in source.node.args)
        return next(iter(names)) if plain and len(names) == 1 else None

    def plan(self, left: list[Contribution], depth: int = 0, *, possible: bool = False) -> list[ast.stmt]:
        """Statements that end with an answer; `possible` if a rule may say what `otherwise` does."""
        if not any(may_be(each.holds, True) for each in left):
            return self.plan_uncertain(left, depth, possible=possible)
        piece = self.shared([each for each in left if each.holds is not True], depth)
        if piece is not None:
            return self.looked_at(piece, left, depth)
        return [self.give(None, ())] if self.parts > 2 * self.most_parts else self.leaf(left)

    def plan_uncertain(self, left: list[Contribution], depth: int, *, possible: bool) -> list[ast.stmt]:
        """No rule can hold for certain any more: two possible answers are enough to ask."""
        verdicts = {self.otherwise.verdict, *(each.verdict for each in left if isinstance(each.holds, Open))}
        if not verdicts <= _PLAIN or any(each.verdict not in _PLAIN for each in self.others(left)):
            return [self.give(None, ())]
        if len({_FLAGS[str(verdict)] for verdict in verdicts}) > 1:
            return [*self.tried(left), self.give("clarify", ())]
        if possible or any(isinstance(each.holds, Open) for each in left):
            possible, left = True, self.others(left)
        if not left:
            return [self.otherwise_holds(certain=not possible)]
        piece = self.shared(left, depth)
        if piece is not None:
            return self.looked_at(piece, left, depth, possible=possible)
        return self.same(left, possible=possible)

    def looked_at(
        self, piece: Skeleton, left: list[Contribution], depth: int, *, possible: bool = False
    ) -> list[ast.stmt]:
        """Look at a piece and go on with what is left in each of the three cases."""
        self.frame.reuse()
        kept = self.frame.fresh()
        statements: list[ast.stmt] = [ast.Assign([ast.Name(kept, ast.Store())], self.code(piece))]
        where_false, where_open = self.split(left, piece, False), self.split(left, piece, OPEN)
        after = self.plan(where_false, depth, possible=possible)
        if where_open != where_false:
            unknown = is_(load(kept), self.unknown())
            statements.append(ast.If(unknown, self.plan(where_open, depth + 1, possible=possible), []))
        where_true = self.plan(self.split(left, piece, True), depth + 1, possible=possible)
        return [*statements, ast.If(is_(load(kept), ast.Constant(True)), where_true, []), *after]

    def otherwise_holds(self, *, certain: bool) -> ast.stmt:
        """What `otherwise` says; it is named as the reason only where no rule may hold in its place."""
        return self.give(self.otherwise.verdict, (self.otherwise.rule,) if certain else ())

    def others(self, left: list[Contribution]) -> list[Contribution]:
        """The rules that might still bring another answer than `otherwise`."""
        own = _FLAGS.get(str(self.otherwise.verdict))
        return [
            each for each in left if not isinstance(each.holds, Open) and _FLAGS.get(str(each.verdict)) != own
        ]

    def same(self, left: list[Contribution], *, possible: bool) -> list[ast.stmt]:
        """Every possible answer so far is the same; what might bring another is looked at."""
        others = self.others(left)
        statements: list[ast.stmt] = []
        if others:
            ask_first = [*self.tried(left), self.give("clarify", ())]
            statements.append(ast.If(self.any_possible(others), ask_first, []))
        same = [each for each in left if each not in others]
        if same:
            statements.append(ast.If(self.any_possible(same), [self.otherwise_holds(certain=False)], []))
        return [*statements, self.otherwise_holds(certain=not possible)]

    def any_possible(self, group: list[Contribution]) -> ast.expr:
        """Code for whether any of some rules holds or may hold."""
        return either(
            ast.Compare(self.code(each.holds), [ast.IsNot()], [ast.Constant(False)]) for each in group
        )

    def tried(self, left: Iterable[Contribution]) -> list[ast.stmt]:
        """Look at parts that may fail: a fault that can matter is not hidden by a question."""
        parts = dict.fromkeys(
            piece for each in left for piece in pieces(each.holds) if isinstance(piece, Part)
        )
        return [
            ast.Expr(self.code(part)) for part in parts if _may_fail(self.sources[part.text], self.computed)
        ]

    def leaf(self, left: list[Contribution]) -> list[ast.stmt]:
        """Look at all rules that are left, effect by effect, keeping what is possible."""
        self.frame.reuse()
        statements: list[ast.stmt] = [_set(flag, False) for flag in ("no", "person", "yes")]
        for verdict in ("forbidden", "declined"):
            group = [each for each in left if each.verdict == verdict]
            statements += self.gathered(group, [ast.Return(_pair(verdict))])
        group = [each for each in left if each.verdict == "refer"]
        statements += self.gathered(group, [self.unless(("no",), left), ast.Return(_pair("refer"))])
        return statements + self.allowing(left)

    def gathered(self, group: list[Contribution], answer: list[ast.stmt]) -> list[ast.stmt]:
        """Gather the rules that hold and note those that may; `answer` is given if any holds."""
        if not group:
            return []
        flag = _FLAGS[str(group[0].verdict)]
        statements: list[ast.stmt] = [ast.Assign([ast.Name("found", ast.Store())], ast.Tuple([], ast.Load()))]
        for each in group:
            self.frame.reuse()
            kept = self.frame.fresh()
            add = ast.AugAssign(ast.Name("found", ast.Store()), ast.Add(), self.frame.constant((each.rule,)))
            true, unknown = is_(load(kept), ast.Constant(True)), is_(load(kept), self.unknown())
            note = ast.If(unknown, [_set(flag, True)], [])
            statements += [
                ast.Assign([ast.Name(kept, ast.Store())], self.code(each.holds)),
                ast.If(true, [add], [note]),
            ]
        return [*statements, ast.If(load("found"), answer, [])]

    def unless(self, flags: tuple[str, ...], left: list[Contribution]) -> ast.stmt:
        """Ask first, if any of the flags is up."""
        return ast.If(either(load(flag) for flag in flags), [*self.tried(left), self.give("clarify", ())], [])

    def allowing(self, left: list[Contribution]) -> list[ast.stmt]:
        """The rules that allow; approvals, values and mixtures are left to the whole reading."""
        group = [each for each in left if each.verdict not in ORDER[:3]]
        granting = [each for each in group if each.verdict == "doable"]
        others = [each for each in group if each.verdict != "doable"]
        statements: list[ast.stmt] = []
        if others:
            possible = (
                ast.Compare(self.code(each.holds), [ast.IsNot()], [ast.Constant(False)]) for each in others
            )
            statements.append(ast.If(either(possible), [self.give(None, ())], []))
        statements += self.gathered(
            granting, [self.unless(("no", "person"), left), ast.Return(_pair("doable"))]
        )
        return statements + self.nothing_certain(left)

    def nothing_certain(self, left: list[Contribution]) -> list[ast.stmt]:
        """No rule holds for certain: `otherwise`, unless a rule that may hold would say something else."""
        verdict = self.otherwise.verdict
        if verdict not in ("declined", "refer", "doable"):
            any_flag = either(load(flag) for flag in ("no", "person", "yes"))
            return [ast.If(any_flag, [self.give(None, ())], []), self.give(verdict, (self.otherwise.rule,))]
        own = _FLAGS[verdict]
        others = tuple(flag for flag in ("no", "person", "yes") if flag != own)
        return [
            self.unless(others, left),
            ast.If(load(own), [self.give(verdict, ())], []),
            self.give(verdict, (self.otherwise.rule,)),
        ]


def _may_fail(source: Source, computed: Mapping[str, Expression]) -> bool:
    """Whether working out a part can end in a fault."""
    for node in walk(source.node):
        if isinstance(node, Name) and (node.name in computed or node.name in source.checked.optional):
            return True
        if isinstance(node, Call) and node.function not in _SAFE_CALLS:
            return True
        if not isinstance(node, Call | Literal | Name | Has | ListOf):
            return True
    return False


def _set(flag: str, value: bool) -> ast.stmt:  # a truth value
    return ast.Assign([ast.Name(flag, ast.Store())], ast.Constant(value))


def _pair(verdict: str) -> ast.expr:
    return ast.Tuple([ast.Constant(verdict), load("found")], ast.Load())


def plan_three(
    contributions: list[Contribution],
    otherwise: Contribution,
    sources: Mapping[str, Source],
    computed: Mapping[str, Expression],
    frame: Frame,
    required: tuple[str, ...] = (),
) -> Callable[[Mapping[str, Plain]], Verdict | None]:
    """A function for facts that may be missing; None where the whole reading must answer.

    `required` are params without which nothing can be granted.
    """
    planner = _Three(otherwise, sources, computed, frame)
    get = ast.Attribute(load("facts"), "get", ast.Load())
    first: list[ast.stmt] = [ast.Assign([ast.Name("get", ast.Store())], get)]
    lacking = [ast.Compare(ast.Constant(name), [ast.NotIn()], [load("facts")]) for name in required]
    if lacking:
        first.append(ast.If(either(lacking), [planner.give(None, ())], []))
    live = [each for each in contributions if each.holds is not False]
    return planner.function([*first, *planner.plan(live)])
