"""The installation in which generated consultations are shown, to be read back as they leave the house."""

from __future__ import annotations

from dataclasses import replace

import flask
from flask.ctx import RequestContext
from sqlalchemy import delete
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, EvidenceKind, Question, State
from panel.core.clock import now
from panel.council.everything import everything_of
from panel.municipalities.models import Municipality
from panel.open_answers.models import PublishedThemes
from panel.results.models import PublishedOutcome
from panel.stats.published import Published
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.privacy.facts import Facts
from tests.privacy.seen import Seen
from tests.privacy.stories import Shown, Story
from tests.privacy.views import VIEWS, everything_seen
from tests.results.samples import outcome_of
from tests.support.visitor import Visitor


class House:
    """An installation with one consultation, whose questions and outcomes are put in the place of those before."""

    def __init__(self, session: Session, client: Visitor, app: flask.Flask) -> None:
        self.session, self.client, self.app = session, client, app
        self.place: Municipality = MunicipalityFactory()
        question = PolicyQuestionFactory(municipality=self.place)
        self.consultation: Consultation = ConsultationFactory(
            policy_question=question, code="het-plein", state=State.REPORTED, evidence_kind=EvidenceKind.OPEN
        )
        session.commit()
        client.visit(self.place)

    def tell(self, told: Story) -> None:
        """Ask the questions of this story."""
        self.session.execute(delete(PublishedOutcome))
        self.session.execute(delete(PublishedThemes))
        self.consultation.questions[:] = []
        self.consultation.breakdowns[:] = []
        self.session.flush()
        self.consultation.questions[:] = told.questions
        self.consultation.breakdowns[:] = told.breakdowns
        self.session.commit()

    def freeze(self, shown: Shown) -> Seen:
        """Publish an outcome in the place of the one before."""
        self.session.execute(delete(PublishedOutcome))
        self.session.execute(delete(PublishedThemes))
        for question in self.consultation.questions:
            if question.key in shown.themes:
                self.session.add(_themes(question, shown.themes[question.key]))
        outcome = outcome_of(shown.published)
        outcome.consultation_id = self.consultation.id
        # As every service that changes a consultation does: pages of before are not shown again.
        self.consultation.edition += 1
        self.session.add(outcome)
        self.session.commit()
        with self.context():
            everything = everything_of(self.session, self.consultation, outcome)
        return Seen(self.consultation, everything, self._ask)

    def read(self, shown: Shown, names: tuple[str, ...] = tuple(VIEWS)) -> Facts:
        """Publish an outcome and read it back from these views."""
        seen = self.freeze(shown)
        with self.context():
            return everything_seen(seen, names)

    def context(self) -> RequestContext:
        """Words and layout need the installation."""
        return self.app.test_request_context(base_url=f"http://{self.place.host}")

    def _ask(self, address: str) -> str:
        name, _, query = address.partition("?")
        page = "/uitslag/het-plein"
        path = {"page": page, "map": f"{page}/meningenkaart", "api": "/api/v1/uitslagen/het-plein/cijfers"}[name]
        reply = self.client.get(f"{path}?{query}" if query else path)
        assert reply.status_code == 200
        return reply.text


def _themes(question: Question, counted: Published) -> PublishedThemes:
    """Counted themes as the desk freezes them: who wrote nothing is told with the question itself."""
    told = replace(counted.questions[0], skipped=None, not_understood=None)
    counted = replace(counted, questions=(told,))
    names = {f"theme-{number}": f"Thema {'abcdefgh'[number]}" for number in range(1, 7)}
    return PublishedThemes(
        question_id=question.id, frozen_at=now(), content=counted.to_dict(), method={"all_read": True, "names": names}
    )
