"""Finding policy questions, consultations and rounds. What belongs to another municipality is never found."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, selectinload

from panel.consultations.models import (
    Breakdown,
    BreakdownClass,
    Consultation,
    CrossedFigures,
    EvidenceKind,
    GlossaryTerm,
    LibraryQuestion,
    Option,
    PolicyQuestion,
    PopulationFigures,
    PublicChange,
    Question,
    QuestionKind,
    Remark,
    Round,
    RoundState,
    State,
    Tester,
)

WITH_QUESTIONS = (
    selectinload(Consultation.questions).selectinload(Question.options),
    selectinload(Consultation.breakdowns).selectinload(Breakdown.classes),
    selectinload(Consultation.policy_question),
)
# Beside the questions: what a phone or a translator needs to read them in another language.
WITH_TRANSLATIONS = (
    selectinload(Consultation.translations),
    selectinload(Consultation.questions).selectinload(Question.translations),
    selectinload(Consultation.questions).selectinload(Question.options).selectinload(Option.translations),
    selectinload(Consultation.breakdowns).selectinload(Breakdown.translations),
    selectinload(Consultation.breakdowns).selectinload(Breakdown.classes).selectinload(BreakdownClass.translations),
    selectinload(Consultation.glossary).selectinload(GlossaryTerm.translations),
)


def consultation_by_id(session: Session, municipality_id: int, consultation_id: int) -> Consultation | None:
    """Return a consultation of this municipality with its questions, else None."""
    wanted = select(Consultation).where(
        Consultation.id == consultation_id, Consultation.municipality_id == municipality_id
    )
    return session.scalars(wanted.options(*WITH_QUESTIONS)).first()


def load_translations(session: Session, consultations: Sequence[Consultation]) -> None:
    """Load the texts of consultations in other languages in one go, for a page that shows them."""
    wanted = select(Consultation).where(Consultation.id.in_([one.id for one in consultations]))
    session.scalars(wanted.options(*WITH_TRANSLATIONS)).all()


def consultation_to_translate(session: Session, consultation: Consultation) -> Consultation:
    """Load the texts of a consultation in all languages, in one go, as they are in the database now."""
    wanted = select(Consultation).where(Consultation.id == consultation.id)
    loading = wanted.options(*WITH_QUESTIONS, *WITH_TRANSLATIONS).execution_options(populate_existing=True)
    return session.scalars(loading).one()


def consultation_by_code(session: Session, code: str, municipality_id: int | None = None) -> Consultation | None:
    """Return a consultation by its public code; a page names its municipality, the command line need not."""
    if "\x00" in code:
        # PostgreSQL refuses to look for it.
        return None
    wanted = select(Consultation).where(Consultation.code == code)
    if municipality_id is not None:
        wanted = wanted.where(Consultation.municipality_id == municipality_id)
    return session.scalars(wanted.options(*WITH_QUESTIONS)).first()


def consultations_of(session: Session, municipality_id: int) -> list[Consultation]:
    """Return all consultations of a municipality, newest first, with their policy question."""
    wanted = select(Consultation).where(Consultation.municipality_id == municipality_id)
    return list(
        session.scalars(wanted.options(selectinload(Consultation.policy_question)).order_by(Consultation.id.desc()))
    )


def open_consultations(session: Session, municipality_id: int) -> list[Consultation]:
    """Return what people can answer now in this municipality, newest first."""
    wanted = select(Consultation).where(
        Consultation.municipality_id == municipality_id, Consultation.state == State.OPEN
    )
    return list(
        session.scalars(wanted.options(selectinload(Consultation.policy_question)).order_by(Consultation.id.desc()))
    )


def round_by_id(session: Session, round_id: int) -> Round | None:
    return session.get(Round, round_id)


def only_round(session: Session, consultation_id: int) -> Round | None:
    """Return the single round of a consultation that is not one of groups."""
    wanted = select(Round).join(Consultation).where(Round.consultation_id == consultation_id)
    return session.scalars(wanted.where(Consultation.evidence_kind != EvidenceKind.GROUP)).first()


def keys_of_open_rounds(session: Session) -> list[str]:
    """Return the names of all private keys that must still exist."""
    return list(session.scalars(select(Round.key_name).where(Round.state.in_([RoundState.OPEN, RoundState.CLOSING]))))


def policy_question_by_id(session: Session, municipality_id: int, policy_question_id: int) -> PolicyQuestion | None:
    """Return a policy question of this municipality, else None."""
    wanted = select(PolicyQuestion).where(
        PolicyQuestion.id == policy_question_id, PolicyQuestion.municipality_id == municipality_id
    )
    return session.scalars(wanted).first()


def states_of_consultations(session: Session, policy_question_id: int) -> list[State]:
    """Return where the consultations of a policy question stand."""
    wanted = select(Consultation.state).where(Consultation.policy_question_id == policy_question_id)
    return list(session.scalars(wanted.order_by(Consultation.id)))


def workplace_consultations(session: Session, municipality_id: int) -> list[Consultation]:
    """Return all consultations of a municipality with what the first screen of the desk says of them, newest first."""
    wanted = select(Consultation).where(Consultation.municipality_id == municipality_id)
    loaded = wanted.options(*WITH_QUESTIONS, selectinload(Consultation.rounds))
    return list(session.scalars(loaded.order_by(Consultation.id.desc())))


def policy_questions_without_consultation(session: Session, municipality_id: int) -> list[PolicyQuestion]:
    """Return the policy questions of a municipality that nobody was asked yet, newest first."""
    asked = select(Consultation.policy_question_id)
    wanted = select(PolicyQuestion).where(
        PolicyQuestion.municipality_id == municipality_id, PolicyQuestion.id.not_in(asked)
    )
    return list(session.scalars(wanted.order_by(PolicyQuestion.id.desc())))


def latest_consultation_id(session: Session, policy_question_id: int) -> int | None:
    """Return the newest consultation of a policy question, else None."""
    wanted = select(Consultation.id).where(Consultation.policy_question_id == policy_question_id)
    return session.scalar(wanted.order_by(Consultation.id.desc()).limit(1))


def who_tested(session: Session, consultation_id: int) -> list[Tester]:
    """Return who tried a questionnaire, with their remarks."""
    wanted = select(Tester).where(Tester.consultation_id == consultation_id)
    return list(session.scalars(wanted.options(selectinload(Tester.remarks)).order_by(Tester.id)))


def remark_by_id(session: Session, consultation_id: int, remark_id: int) -> Remark | None:
    """Return a remark of this consultation's test round, else None."""
    wanted = select(Remark).join(Tester).where(Remark.id == remark_id, Tester.consultation_id == consultation_id)
    return session.scalars(wanted).first()


def consultation_in_test(session: Session, test_key: str, municipality_id: int) -> Consultation | None:
    """Return the consultation that the link of a test leads to, in whatever state it is, else None."""
    if "\x00" in test_key:
        # PostgreSQL refuses to look for it.
        return None
    wanted = select(Consultation).where(
        Consultation.test_key == test_key, Consultation.municipality_id == municipality_id
    )
    return session.scalars(wanted).first()


def changes_of(session: Session, consultation_id: int) -> list[PublicChange]:
    """Return what changed after people had the link, newest first."""
    wanted = select(PublicChange).where(PublicChange.consultation_id == consultation_id)
    return list(session.scalars(wanted.order_by(PublicChange.changed_at.desc(), PublicChange.id.desc())))


def drafts_of(session: Session, municipality_id: int) -> list[Consultation]:
    """Return what is being written in a municipality, newest first."""
    return [one for one in consultations_of(session, municipality_id) if one.state is State.DRAFT]


def library_question_by_id(session: Session, municipality_id: int, library_question_id: int) -> LibraryQuestion | None:
    """Return a question of this municipality's library with everything that belongs to it, else None."""
    wanted = select(LibraryQuestion).where(
        LibraryQuestion.id == library_question_id, LibraryQuestion.municipality_id == municipality_id
    )
    return session.scalars(wanted).first()


def library_questions(
    session: Session, municipality_id: int, *, words: str = "", kind: QuestionKind | None = None
) -> list[LibraryQuestion]:
    """Return the questions of a library that hold all these words, best tested first, without what belongs to them."""
    wanted = select(LibraryQuestion).where(LibraryQuestion.municipality_id == municipality_id)
    if kind is not None:
        wanted = wanted.where(LibraryQuestion.kind == kind)
    # A library holds a few hundred questions. SQLite knows no capitals beyond a to z, so the words are found here.
    looked_for = words.casefold().split()
    best_first = (LibraryQuestion.testers_of_target.desc(), LibraryQuestion.testers.desc(), LibraryQuestion.id.desc())
    found = session.scalars(wanted.options(defer(LibraryQuestion.content)).order_by(*best_first))
    return [one for one in found if all(word in f"{one.text} {one.origin}".casefold() for word in looked_for)]


def population_figures_of(session: Session, consultation: Consultation) -> dict[str, PopulationFigures]:
    """Return the population figures of a consultation by the key of the background they are about."""
    wanted = select(Breakdown.key, PopulationFigures).join(
        PopulationFigures, PopulationFigures.breakdown_id == Breakdown.id
    )
    rows = session.execute(wanted.where(Breakdown.consultation_id == consultation.id))
    return dict(rows.all())


def crossed_figures_of(session: Session, consultation: Consultation) -> CrossedFigures | None:
    """Return the population figures of two backgrounds together, when they were given."""
    return session.get(CrossedFigures, consultation.id)
