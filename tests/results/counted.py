"""An open consultation that is closed and counted, with two members of staff who may correct it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation
from panel.consultations.queries import consultation_by_id
from panel.core.access import Role
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.results.closing import begin_closing, finish_closing
from panel.results.correcting import copies_in, decide_correction, propose_correction
from panel.results.models import Correction
from tests.factories import UserFactory
from tests.support.scene import the_round


class Counted:
    """A consultation after closing: an officer proposes to take copies out, a colleague decides."""

    def __init__(self, session: Session, database: Database, keys: KeyDirectory, made: Consultation) -> None:
        self.database, self.session = database, session
        self.id, self.municipality_id, round_id = made.id, made.municipality_id, the_round(made).id
        session.commit()
        session.expunge_all()
        with database.transaction() as own:
            begin_closing(own, own.get_one(Consultation, self.id), by=None, grace=dt.timedelta(0))
        assert finish_closing(database, keys, round_id)
        self.officer: User = UserFactory(municipality_id=self.municipality_id)
        self.colleague: User = UserFactory(municipality_id=self.municipality_id, role=Role.PRIVACY_OFFICER)
        session.commit()

    @property
    def consultation(self) -> Consultation:
        found = consultation_by_id(self.session, self.municipality_id, self.id)
        assert found is not None
        return found

    def propose_for(self, reason: str) -> Correction:
        """Propose to take out the only answer that came many times."""
        (only,) = copies_in(self.session, self.consultation)
        edition = self.consultation.edition
        made = propose_correction(
            self.session, self.consultation, mark=only.mark, reason=reason, by=self.officer.id, edition=edition
        )
        self.session.commit()
        return made

    def approve(self, correction: Correction) -> None:
        """Let the colleague agree."""
        edition = self.consultation.edition
        decide_correction(
            self.session, self.consultation, correction, approve=True, by=self.colleague.id, edition=edition
        )
        self.session.commit()
