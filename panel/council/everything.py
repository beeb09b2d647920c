"""Everything that the files of an outcome tell: frozen figures, own words, what groups advise, what was answered."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import force_locale
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation
from panel.core.reading import DUTCH
from panel.invitations.queries import groups_of
from panel.municipalities.models import Municipality
from panel.open_answers.presenters import OwnWords, present_own_words, theme_labels
from panel.open_answers.queries import latest_themes
from panel.replies.presenters import present_replies
from panel.replies.queries import replies_of
from panel.results.exports.advice import Advised
from panel.results.exports.answered import Answered
from panel.results.exports.own_words import InOwnWords, Quoted
from panel.results.exports.rows import Exported, Whose, exported
from panel.results.models import PublishedOutcome
from panel.speaking_minds.presenters import present_recommendations
from panel.stats.published import Published


def everything_of(session: Session, consultation: Consultation, outcome: PublishedOutcome) -> Exported:
    """Return an outcome as rows and words, for a writer of files: that of everybody, or of one group by itself."""
    municipality = session.get_one(Municipality, consultation.municipality_id)
    if outcome.round_id is not None:
        return exported(consultation, outcome, _of_group(session, consultation, outcome.round_id, municipality))
    whose = Whose(municipality.name, f"{municipality.host}/uitslag/{consultation.code}")
    with force_locale(DUTCH):
        told = [_told(session, consultation, one) for one in present_own_words(session, consultation)]
        advice, answers = _advice(session, consultation, outcome), _answers(session, consultation)
    return replace(exported(consultation, outcome, whose, told), advice=advice, answers=answers)


def _advice(session: Session, consultation: Consultation, outcome: PublishedOutcome) -> tuple[Advised, ...]:
    return tuple(
        Advised(line.text, line.why, group.size, line.reply.decision if line.reply else "")
        for group in present_recommendations(session, consultation, outcome)
        for line in group.lines
    )


def _answers(session: Session, consultation: Consultation) -> tuple[Answered, ...]:
    given = present_replies(replies_of(session, consultation.id))
    return tuple(Answered(str(one.decision), one.subject, one.reason) for one in given)


def _of_group(session: Session, consultation: Consultation, round_id: int, municipality: Municipality) -> Whose:
    page = f"{municipality.host}/werkplek/raadplegingen/{consultation.id}"
    group, round_ = next(pair for pair in groups_of(session, consultation.id) if pair[1].id == round_id)
    return Whose(municipality.name, f"{page}/groepen/{group.id}/uitslag", round_.name)


def _told(session: Session, consultation: Consultation, one: OwnWords) -> InOwnWords:
    question = next(each for each in consultation.questions if each.key == one.key)
    themes = latest_themes(session, question.id)
    table = Published.from_dict(themes.content).questions[0].table if themes is not None else None
    return InOwnWords(
        question=one.key,
        labels=theme_labels(question, themes.method if themes is not None else {}),
        themes=table,
        notes=tuple(one.notes),
        quotations=tuple(Quoted(each.text, each.marked, each.theme, each.literal) for each in one.quotations),
    )
