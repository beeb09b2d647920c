"""The six questions of the class, some of them only for a part of the people."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation

# Key of the question: key of the one on which it depends, and the answers there. `safe` hangs on a question that hangs.
ROUTES = {
    "pleasant": ("how-often", ["weekly", "sometimes"]),
    "safe": ("pleasant", ["bad", "DONT_KNOW"]),
    "times": ("wishes", ["field"]),
}


def put_routes(session: Session, consultation: Consultation) -> Consultation:
    """Give three of the six questions a condition. The caller commits."""
    by_key = {one.key: one for one in consultation.questions}
    for key, (needed, answers) in ROUTES.items():
        by_key[key].only_if_question_id = by_key[needed].id
        by_key[key].only_if_answers = answers
    session.flush()
    return consultation


def screens() -> list[dict[str, str]]:
    """Return what the pages tell a phone of each screen, as `js/answering/routing.js` takes it."""
    kinds = {
        "how-often": "CHOOSE_ONE",
        "wishes": "CHOOSE_SEVERAL",
        "pleasant": "SCALE",
        "safe": "STATEMENT",
        "times": "NUMBER",
        "tip": "OPEN_TEXT",
    }
    found = []
    for place, (key, kind) in enumerate(kinds.items(), start=1):
        screen = {"screen": str(place), "key": f"q-{key}", "kind": kind}
        if key in ROUTES:
            needed, answers = ROUTES[key]
            screen |= {"onlyIf": f"q-{needed}", "onlyAnswers": " ".join(answers)}
        found.append(screen)
    return found
