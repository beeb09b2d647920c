"""Testers of a draft, made through the same services as the phone uses."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, Question, RemarkKind
from panel.consultations.models import Tester as Reader
from panel.consultations.service import begin_test, fingerprint, finish_test, keep_remarks


def finds_a_tester(
    session: Session, draft: Consultation, name: str, *, of_target: bool = False, ends: bool = True
) -> Reader:
    """Have someone test, as the phone does."""
    tester = begin_test(session, draft, token_hash=name.ljust(64, "0"), of_target=of_target)
    if ends:
        finish_test(session, draft, tester, edition=draft.edition)
    return tester


def remarks(
    session: Session,
    draft: Consultation,
    tester: Reader,
    question: Question,
    words: dict[int, RemarkKind] | None = None,
    own_words: str = "",
    *,
    not_understood: bool = False,
) -> None:
    keep_remarks(
        session,
        draft,
        tester,
        question,
        mark=fingerprint(question),
        words=words or {},
        own_words=own_words,
        not_understood=not_understood,
    )


def kept(session: Session, tester: Reader) -> list[tuple[str, str, int | None]]:
    session.expire_all()
    return [(one.kind.value, one.words, one.word_start) for one in tester.remarks]
