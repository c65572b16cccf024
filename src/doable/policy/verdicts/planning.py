"""A plan for looking at conditions: what several rules share is looked at first, and once.

The plan is a tree of ifs. Where nothing is shared any more, the rules that are left are looked at in the
order of their effects, so that a certain no ends the search. A row of rules, each excluding those before
it, thus becomes the chain of ifs that a person would have written.
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from doable.policy.language.compiling.frame import Frame, load
from doable.policy.language.compiling.python import expression
from doable.policy.verdicts.skeleton import Junction, Not, Open, Replacing, joined, pieces_of, weight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doable.policy.expression import Expression
    from doable.policy.language.values import Plain
    from doable.policy.verdicts.skeleton import Part, Skeleton, Source

# Verdicts as their effects take precedence; None stands for values to be worked out.
ORDER = ("forbidden", "declined", "refer", "needs_approval", "doable", None)
# Splitting stops once the code looks at so many times more parts than there are; at twice that the rest
# is left to the whole reading.
GROWTH = 12
DEEPEST = 40
# Looking for shared pieces stops after so many pieces were looked at, whatever the book.
MOST_WORK = 30_000


@dataclass(frozen=True, slots=True)
class Contribution:
    """An effect that a rule contributes where `holds`; `verdict` is None where values must be worked out."""

    rule: str
    verdict: str | None
    holds: Skeleton

    @property
    def order(self) -> int:
        """Where the effect stands among others; nos with values do not exist."""
        return ORDER.index(self.verdict)


Verdict = tuple[str, tuple[str, ...]]


class Planner:
    """Shared by both plans: what to split on, and for how long."""

    def __init__(
        self,
        otherwise: Contribution,
        sources: Mapping[str, Source],
        computed: Mapping[str, Expression],
        frame: Frame,
    ) -> None:
        self.otherwise = otherwise
        self.sources = sources
        self.computed = computed
        self.frame = frame
        self.most_parts = GROWTH * (10 + len(sources))
        self.parts = 0
        self.work = 0

    def give(self, verdict: str | None, rules: tuple[str, ...]) -> ast.stmt:
        """Code that answers; None leaves it to the whole reading."""
        value = None if verdict is None else (verdict, rules)
        return ast.Return(self.frame.constant(value) if value else ast.Constant(None))

    def shared(self, left: list[Contribution], depth: int) -> Skeleton | None:
        """The piece that most of the rules share, at least half of them, while the code may still grow."""
        if len(left) < 2 or depth > DEEPEST or self.parts > self.most_parts or self.work > MOST_WORK:
            return None
        counts = _counts(left)
        self.work += counts.total()
        if not counts:
            return None
        best = max(counts, key=lambda piece: (counts[piece], weight(piece)))
        return best if counts[best] * 2 >= len(left) else None

    def split(self, left: list[Contribution], piece: Skeleton, value: bool | Open) -> list[Contribution]:
        """The rules that are left once a piece has a value."""
        known = [Replacing(piece, value)]
        if isinstance(piece, Junction) and value is piece.all:
            known += [_of_part(part, value) for part in piece.parts]
        found = []
        for each in left:
            holds = each.holds
            for replacing in known:
                holds = replacing.within(holds)
            if holds is not False:
                found.append(replace(each, holds=holds))
        return found

    def function(self, body: list[ast.stmt]) -> Callable[[Mapping[str, Plain]], Verdict | None]:
        """The function of `facts` with this body."""
        made = self.frame.function(ast.Constant(None), "verdict")
        made.body = body
        module = ast.fix_missing_locations(ast.Module([made], []))
        exec(compile(module, "<verdict>", "exec"), self.frame.globals)  # made of our own nodes only
        return cast("Callable[[Mapping[str, Plain]], Verdict | None]", self.frame.globals["verdict"])


def _counts(left: list[Contribution]) -> Counter[Skeleton]:
    """How many rules each piece stands in; a junction stands where all its parts do."""
    counts: Counter[Skeleton] = Counter()
    for each in left:
        counts.update(pieces_of(each.holds))
    junctions = [
        (each.holds, frozenset(each.holds.parts)) for each in left if isinstance(each.holds, Junction)
    ]
    for piece in counts:
        if isinstance(piece, Junction):
            parts = frozenset(piece.parts)
            counts[piece] += sum(parts < of and piece.all == whole.all for whole, of in junctions)
    return counts


def _of_part(part: Skeleton, truth: bool) -> Replacing:
    """What a part of a junction is, once the junction is."""
    return Replacing(part.of, not truth) if isinstance(part, Not) else Replacing(part, truth)


class _Two(Planner):
    """Everything known."""

    def code(self, skeleton: Skeleton) -> ast.expr:
        """Code for the truth of a skeleton."""
        if isinstance(skeleton, bool):
            return ast.Constant(skeleton)
        if isinstance(skeleton, Not):
            return ast.UnaryOp(ast.Not(), self.code(skeleton.of))
        if isinstance(skeleton, Junction):
            return ast.BoolOp(
                ast.And() if skeleton.all else ast.Or(), [self.code(part) for part in skeleton.parts]
            )
        self.parts += 1
        source = self.sources[cast("Part", skeleton).text]
        return expression(replace(source.checked, node=source.node), self.read, self.frame)

    def read(self, name: str) -> ast.expr:
        """Code that reads a name; a computed fact is worked out unless a value was supplied."""
        given = ast.Subscript(load("facts"), ast.Constant(name), ast.Load())
        if name not in self.computed:
            return given
        supplied = ast.Compare(ast.Constant(name), [ast.In()], [load("facts")])
        return ast.IfExp(supplied, given, expression(self.computed[name].checked, self.read, self.frame))

    def plan(self, left: list[Contribution], depth: int = 0) -> list[ast.stmt]:
        """Statements that end with an answer."""
        sure = [each for each in left if each.holds is True]
        if sure and sure[0].order < 3:
            left = [each for each in left if each.order <= sure[0].order]
        open_ones = [each for each in left if each.holds is not True]
        piece = self.shared(open_ones, depth)
        if piece is None:
            return self.leaf(left)
        test = self.code(piece)
        after = self.plan(self.split(left, piece, False), depth)
        return [ast.If(test, self.plan(self.split(left, piece, True), depth + 1), []), *after]

    def leaf(self, left: list[Contribution]) -> list[ast.stmt]:
        """Look at the rules that are left, effect by effect."""
        statements: list[ast.stmt] = []
        for verdict in ("forbidden", "declined", "refer"):
            group = [each for each in left if each.verdict == verdict]
            statements += self.collected(group, verdict)
            if any(each.holds is True for each in group):
                return statements
        return statements + self.allowing([each for each in left if each.verdict not in ORDER[:3]])

    def collected(self, group: list[Contribution], verdict: str) -> list[ast.stmt]:
        """Answer with all rules of one verdict that hold, if any does."""
        if not group:
            return []
        if len(group) == 1:
            answer = self.give(verdict, (group[0].rule,))
            return [answer] if group[0].holds is True else [ast.If(self.code(group[0].holds), [answer], [])]
        found = self.frame.fresh()
        answer = ast.Return(ast.Tuple([ast.Constant(verdict), load(found)], ast.Load()))
        return [*self.gathered(group, found), ast.If(load(found), [answer], [])]

    def gathered(self, group: list[Contribution], found: str) -> list[ast.stmt]:
        """Gather the names of the rules that hold."""
        statements: list[ast.stmt] = [ast.Assign([ast.Name(found, ast.Store())], ast.Tuple([], ast.Load()))]
        for each in group:
            add = ast.AugAssign(ast.Name(found, ast.Store()), ast.Add(), self.frame.constant((each.rule,)))
            statements.append(add if each.holds is True else ast.If(self.code(each.holds), [add], []))
        return statements

    def allowing(self, group: list[Contribution]) -> list[ast.stmt]:
        """The rules that allow; the whole reading joins those with values, and both kinds at once."""
        statements: list[ast.stmt] = []
        valued = [each for each in group if each.verdict is None]
        for each in valued:
            whole = self.give(None, ())
            if each.holds is True:
                return [whole]
            statements.append(ast.If(self.code(each.holds), [whole], []))
        approving, granting = ([each for each in group if each.verdict == verdict] for verdict in ORDER[3:5])
        if approving and granting:
            either = joined([each.holds for each in (*approving, *granting)], all_of=False)
            return [*statements, ast.If(self.code(either), [self.give(None, ())], []), self.rest()]
        kind = "needs_approval" if approving else "doable"
        statements += self.collected(approving or granting, kind)
        return (
            statements
            if statements and isinstance(statements[-1], ast.Return)
            else [*statements, self.rest()]
        )

    def rest(self) -> ast.stmt:
        """The answer where no rule gives an effect."""
        return self.give(self.otherwise.verdict, (self.otherwise.rule,))


def plan_two(
    contributions: list[Contribution],
    otherwise: Contribution,
    sources: Mapping[str, Source],
    computed: Mapping[str, Expression],
    frame: Frame,
    required: tuple[str, ...] = (),
) -> Callable[[Mapping[str, Plain]], Verdict | None]:
    """A function for facts that are all known; KeyError where one is not, None where values matter.

    `required` are params that must be known for anything to be granted.
    """
    planner = _Two(otherwise, sources, computed, frame)
    first: list[ast.stmt] = [ast.Expr(planner.read(name)) for name in required]
    live = [each for each in contributions if each.holds is not False]
    return planner.function([*first, *planner.plan(live)])
