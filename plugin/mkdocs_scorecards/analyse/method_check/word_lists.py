"""The English words by which a title or an owner is judged. Scorecards in other languages pass these rules in silence.

The lists are short on purpose: a rule that misfires on a good objective is worse than one that misses a bad one.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GENERIC_VERBS = _words(
    "achieve boost drive enhance ensure grow improve increase maximise maximize optimise optimize reduce strengthen"
)
"""What every firm does to everything."""

GENERIC_WORDS = _words("""
    all best better business client communication company continuous continuously corporate cost costs culture customer
    customers efficiency effectiveness employee employees engagement excellence excellent experience financial growth
    high higher innovation internal leadership loyalty margin more operational operations organisation organization
    organisational organizational overall people performance process processes product productivity products profit
    profitability profits quality results revenue revenues sales satisfaction service services skills staff stakeholder
    stakeholders sustainable team teams teamwork value world-class
""")
"""What every firm wants more of, and the adjectives that go with it."""

FILLERS = _words("a an and in of on our the their to with")
"""Words that add nothing to a title made of the lists above."""

PROJECT_VERBS = _words("deploy implement install introduce launch migrate procure relaunch replace rollout roll-out")
"""Verbs of work that is over one day; an objective that begins with one is a project."""

PROJECT_PHRASES = ("carry out ", "go live ", "roll out ", "set up ", "switch over ")
"""The same in two words."""

MAKING_VERBS = _words("acquire buy build create design develop write")
"""Verbs that make a project of an objective if what is made is one of the things below: “build trust” is none."""

MADE_THINGS = _words("""
    app application crm dashboard database erp factory handbook intranet module platform plant portal program programme
    prototype software strategy system systems tool tools warehouse website
""")
"""What a project leaves behind."""

ROLE_WORDS = _words("""
    administrator agency analyst architect board bureau buyer chair chairman chairperson chairwoman chief clerk
    commissioner controller coordinator council department director division editor engineer executive founder head
    lead leader manager mayor minister office officer owner partner planner president principal secretary
    superintendent supervisor team treasurer unit vp
""")
"""Words that make a piece of an owner's name a role or body of its own."""

CHIEFS = _words("ceo cfo chro cio ciso cmo coo cpo cro cso cto")
"""Roles that are often held together with a seat of the list below."""

SEATS = _words("chair chairman chairperson chairwoman co-founder director founder owner partner president treasurer")
"""“President and CEO” is one person."""
