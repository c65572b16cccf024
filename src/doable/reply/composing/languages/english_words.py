"""English words that letters are made with."""

from __future__ import annotations

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
NUMBERS = "no one two three four five six seven eight nine ten".split()

# Verbs that the next steps of support work begin with, in the form that follows `will` and `please`.
VERBS = frozenset(
    """
    accept act activate add adjust agree allow answer apply approve arrange ask assess arrive assign authorise
    authorize block book bring build call cancel change charge check choose clean clear close collect come
    compare complete confirm connect contact continue convert correct cover create credit cut deactivate
    decide deduct deliver demand describe design disconnect discuss dispatch draft drop email e-mail enable
    end ensure enter estimate examine exchange expect explain extend fetch fill find finish fit fix follow
    forward get give go handle hand have hear help hold include inform inspect install issue join keep leave
    lend let lift list look lower mail make mark measure meet mend message move name note notify offer open
    order organise pack pass pay phone pick place plan post prepare print process propose provide publish
    pull put quote raise reach read rebook receive recharge reconnect record reduce refund register release
    remind remove renew repair repeat replace reply report request reschedule reserve reset resolve restart
    restore return reverse review ring run say scan schedule see sell send set settle share ship show sign
    speak start state stay stop store submit supply support switch take talk tell test text thank top track
    transfer try turn unblock undo unlock update upgrade upload use verify visit wait waive watch work write
    """.split()
)

# Teams by the bare name of what they do.
TEAMS = frozenset(
    """
    accounting accounts billing compliance delivery dispatch engineering finance hr legal logistics
    maintenance marketing operations planning product purchasing quality repairs sales security service
    shipping shop software support training
    """.split()
) | {"field service"}
WORDS_FOR_PEOPLE = {
    "a person": "a colleague",
    "a colleague of higher grade": "a colleague",
    "colleague": "a colleague",
    "self service": "a colleague",
    "agent": "a colleague",
    "carrier": "the carrier",
    "courier": "the courier",
    "customer": "you",
    "us": "we",
    "senior": "a senior colleague",
    "driver": "the driver",
    "it": "our IT team",
}
# People by their work, who are `ours`.
STAFF = frozenset("technician engineer manager fitter driver supervisor adviser colleague expert".split())
# Grades that are no titles.
COLLEAGUES = {"agent": "a colleague", "senior": "a senior colleague"}
# Words that a sentence may begin with and that lose their capital within another one.
OPENINGS = frozenset(
    """
    a an all another any at both by each either every for from having if in instead it its more no on one only
    or our part payment paying repair replacement some that the their there these this those to two up we what
    when where which with without you your books items orders parts cheaper smaller larger free later
    """.split()
)
# Small words of German, Dutch, French and Spanish, by which words that are not English are known.
FOREIGN = frozenset(
    """
    der das den dem des ein eine einen einer und ich wir uns nicht bitte mit zu haben diesen diese alten
    het een ik wij niet graag voor van le la les un une des du et nous je pas avec pour
    el los las una y con para
    """.split()
)
