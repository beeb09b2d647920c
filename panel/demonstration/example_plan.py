"""Which consultations the demonstration shows, how far each of them is, and what the municipality answered."""

from __future__ import annotations

from dataclasses import dataclass

from panel.replies.models import Decision

GROUP_CODE = "482913"


@dataclass(frozen=True)
class Group:
    """A class that answers together. Without seats it never fills up."""

    name: str
    code: str
    people: int
    seats: int | None = None


@dataclass(frozen=True)
class ReplyLine:
    """One reply, written `written` days from today (negative: ago), to be done `due_in` days from today."""

    subject: str
    decision: Decision
    reason: str
    written: int
    due_in: int | None = None


@dataclass(frozen=True)
class Show:
    """One consultation. Days are counted from today; what did not open yet is a draft."""

    name: str
    place: str
    author: str = "beleid"
    opened: int | None = None
    closes: int | None = None
    reply_in: int | None = None
    decided_in: int | None = None
    people: int = 0
    invited: int = 0
    groups: tuple[Group, ...] = ()
    replies: tuple[ReplyLine, ...] = ()
    seed: int = 0


SHOWS = (
    Show(
        "sporten",
        "voorbeeldstad",
        opened=-9,
        reply_in=112,
        decided_in=70,
        groups=(Group("Klas 2B", GROUP_CODE, people=11),),
        seed=100,
    ),
    Show(
        "bus",
        "voorbeeldstad",
        opened=-95,
        closes=-60,
        reply_in=-5,
        decided_in=-15,
        people=611,
        invited=2150,
        seed=200,
        replies=(
            ReplyLine(
                "Vaker een bus",
                Decision.PARTLY,
                "In De Weide rijdt de bus straks twee keer per uur. In andere wijken is er nu geen geld voor.",
                written=-12,
                due_in=150,
            ),
            ReplyLine(
                "Een bus in de avond",
                Decision.DOING,
                "Op vrijdag en zaterdag rijdt de laatste bus om half een. Dat staat in de nieuwe afspraken.",
                written=-12,
                due_in=150,
            ),
            ReplyLine(
                "De bus goedkoper maken",
                Decision.NOT,
                "De prijs van een kaartje kiest de provincie. Wel kunnen mensen met weinig geld korting vragen.",
                written=-12,
            ),
        ),
    ),
    Show(
        "afval",
        "voorbeeldstad",
        author="beleid2",
        opened=-150,
        closes=-125,
        reply_in=-20,
        decided_in=-30,
        people=236,
        invited=410,
        seed=300,
    ),
    # Statements on which people think differently, in three ways: the opinion map has something to show.
    Show("centrum", "voorbeeldstad", opened=-55, closes=-27, reply_in=40, decided_in=60, people=352, seed=631),
    Show("bibliotheek", "voorbeeldstad", author="beleid2", reply_in=140),
    Show("rivier", "rivierenland", opened=-6, closes=22, reply_in=100, decided_in=80, people=87, seed=400),
    Show(
        "schoolweg",
        "rivierenland",
        opened=-80,
        closes=-66,
        reply_in=-10,
        decided_in=-20,
        groups=(
            Group("Groep 8 De Dijk", "315274", people=24, seats=26),
            Group("Groep 7 De Dijk", "315286", people=19, seats=24),
            Group("Groep 8 Het Veer", "315298", people=14, seats=20),
        ),
        seed=500,
        replies=(
            ReplyLine(
                "Een eigen fietspad",
                Decision.DOING,
                "We maken een fietspad langs de Dijkweg. Het werk begint na de zomer.",
                written=-30,
                due_in=200,
            ),
            ReplyLine(
                "Een stoplicht bij de brug",
                Decision.UNKNOWN,
                "We tellen eerst hoeveel auto's daar rijden. Daarna kiezen we.",
                written=-30,
                due_in=60,
            ),
        ),
    ),
)
