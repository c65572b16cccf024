"""The fixed words of books and decisions: effects, verdicts, grounds, sources."""

GROUNDS = (
    "law",
    "safety",
    "contract",
    "policy",
    "authority",
    "capability",
    "resources",
    "roadmap",
    "fairness",
)
SOURCES = ("record", "document", "customer", "colleague", "computed")
NO_EFFECTS = ("forbid", "decline")
ALLOWING = ("grant", "approve", "bill", "phase")
EFFECTS = (*NO_EFFECTS, "refer", *ALLOWING, "lift")
VERDICTS = ("doable", "billable", "phased", "needs_approval", "clarify", "declined", "forbidden", "refer")
ALLOWED = ("doable", "billable", "phased")
REFUSED = ("declined", "forbidden")
# The function of whoever has a grade, in whichever function.
ANY = "any"
# How many asks in a row a guarantee may speak of; beyond that nothing is claimed.
MOST_IN_A_ROW = 3
