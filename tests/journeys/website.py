"""The application as it is served to a real browser, and what a test may look up behind its back."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flask
import waitress
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.answering.models import Draft, SealedSubmission
from panel.consultations.models import AddressForm, Consultation, EvidenceKind, QuestionKind, State
from panel.consultations.service import publish_consultation
from panel.core.access import Role
from panel.core.db import Database
from panel.core.i18n import long_day
from panel.core.keys import KeyDirectory, Pepper
from panel.core.reading import NAME
from panel.demonstration.example import FOLDER as EXAMPLES
from panel.invitations.service import add_group, create_invitations
from panel.media.folder import MediaFolder
from panel.media.service import keep_picture
from panel.municipalities.models import Municipality
from panel.results.closing import begin_closing
from panel.results.service import close_what_is_due
from tests.factories import (
    ConsultationFactory,
    MunicipalityFactory,
    PolicyQuestionFactory,
    QuestionFactory,
    RoundFactory,
    TermFactory,
    UserFactory,
)
from tests.factories import base as factories
from tests.support.bus import write_bus_letter
from tests.support.ready import make_ready
from tests.support.scene import GROUP_CODE, open_class_consultation, write_class_consultation
from tests.support.visitor import Visitor

HOST = "127.0.0.1"
THREADS = 8
NO_GRACE = dt.timedelta(0)


@dataclass
class Website:
    """One installation that serves on a port of this computer."""

    app: flask.Flask
    address: str

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["meepraat_database"]
        return found

    @property
    def keys(self) -> KeyDirectory:
        found: KeyDirectory = self.app.extensions["meepraat_keys"]
        return found

    @property
    def pepper(self) -> Pepper:
        found: Pepper = self.app.extensions["meepraat_pepper"]
        return found

    def found_municipality(self) -> str:
        """Make a municipality with one policy officer; return the officer's e-mail address."""
        with self._writing() as session:
            return str(_town(session)[1].email)

    def open_class(self, *, seats: int | None = 14, code: str = GROUP_CODE, with_age: bool = False) -> int:
        """Open the class consultation of six questions behind a group code; return its id."""
        return self._open(seats=seats, group_code=code, with_breakdown=with_age).id

    def open_link(self) -> str:
        """Open the same six questions to everybody with the link; return the consultation's code."""
        return self._open(evidence_kind=EvidenceKind.OPEN, code="voor-iedereen").code

    def write_link(self) -> tuple[int, str]:
        """Write the same six questions for everybody with a link, without opening them; return the id and the code."""
        with self._writing() as session:
            municipality, officer = _town(session)
            made = write_class_consultation(
                session, municipality=municipality, officer=officer, evidence_kind=EvidenceKind.OPEN, code="straks-open"
            )
            session.commit()
            return made.id, made.code

    def open_letters(self, count: int = 1, *, polite: bool = True) -> tuple[int, list[str]]:
        """Open the same six questions to people with a letter, in the u-form; return its id and their codes."""
        with self._writing() as session:
            municipality, officer = _town(session)
            made = open_class_consultation(
                session,
                self.keys,
                municipality=municipality,
                officer=officer,
                evidence_kind=EvidenceKind.PANEL,
                code="bus-in-de-wijk",
                with_breakdown=True,
            )
            made.address_form = AddressForm.U if polite else AddressForm.JE
            (round_,) = made.rounds
            codes = create_invitations(session, round_, count, self.pepper)
            session.commit()
            return made.id, codes

    def open_bus_letter(self) -> str:
        """Open five questions about the bus to one person with a letter; return the code in it."""
        with self._writing() as session:
            municipality, officer = _town(session)
            made = write_bus_letter(session, municipality=municipality, officer=officer)
            publish_consultation(session, made, by=None, keys=self.keys, skip_second_eyes=True)
            (code,) = create_invitations(session, made.rounds[0], 1, self.pepper)
            session.commit()
            return code

    def open_drawings(self) -> str:
        """Open a question with pictures, a top three and an explained word; return the consultation's code."""
        with self._writing() as session:
            municipality, officer = _town(session)
            made = ConsultationFactory(
                state=State.OPEN, policy_question=PolicyQuestionFactory(municipality=municipality, officer=officer)
            )
            for kind in (QuestionKind.CHOOSE_PICTURE, QuestionKind.TOP_THREE):
                question = QuestionFactory(consultation=made, kind=kind)
                for option in question.options if kind is QuestionKind.CHOOSE_PICTURE else ():
                    option.picture_id = self._drawing(session, municipality.id, option.text)
            TermFactory(consultation=made, word="glijbaan", explanation="Een schuine plaat om van te glijden.")
            RoundFactory(consultation=made, directory=self.keys)
            session.commit()
            return str(made.code)

    def _drawing(self, session: Session, municipality_id: int, words: str) -> int:
        content = (EXAMPLES / "pictures" / "river-reed.webp").read_bytes()
        folder = MediaFolder(Path(self.app.extensions["meepraat_settings"].media))
        return keep_picture(session, folder, municipality_id=municipality_id, content=content, description=words).id

    def employ(self, role: Role, email: str) -> str:
        """Have one more member of staff in the municipality; return the e-mail address."""
        with self._writing() as session:
            municipality, _officer = _town(session)
            UserFactory(municipality=municipality, role=role, name="Anja Smit", email=email)
            session.commit()
            return email

    def _open(self, **about: Any) -> Consultation:
        with self._writing() as session:
            municipality, officer = _town(session)
            made = open_class_consultation(session, self.keys, municipality=municipality, officer=officer, **about)
            session.commit()
            return made

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with self.database.session() as session, factories.using(session):
            yield session

    def make_ready(self) -> None:
        """Give the draft its privacy choices and the reason why nobody tested it: test_asking_well tells how."""
        with self.database.transaction() as session:
            make_ready(session.scalars(select(Consultation).where(Consultation.state == State.DRAFT)).one())

    def another_group(self, consultation_id: int, *, name: str, seats: int, code: str) -> None:
        """Add a group with a code of its own."""
        with self.database.transaction() as session:
            consultation = session.get_one(Consultation, consultation_id)
            add_group(session, consultation, name=name, seats=seats, keys=self.keys, code=code)

    def close(self, consultation_id: int, *, count: bool = False) -> None:
        """Close a consultation; with `count` its outcome is there at once."""
        with self.database.transaction() as session:
            begin_closing(session, session.get_one(Consultation, consultation_id), by=None, grace=NO_GRACE)
        if count:
            close_what_is_due(self.database, self.keys, grace=NO_GRACE)

    def close_everything(self) -> None:
        """Close the one consultation that there is."""
        with self.database.session(reading=True) as session:
            (only,) = session.scalars(select(Consultation.id))
        self.close(only)

    def code_of(self, consultation_id: int) -> str:
        """Return the public code of a consultation."""
        with self.database.session(reading=True) as session:
            return session.get_one(Consultation, consultation_id).code

    def day_of_reply(self, language: str) -> str:
        """Return when the town answers the one consultation that there is, as someone reads it in this language."""
        with self.database.session(reading=True) as session:
            promised = session.scalars(select(Consultation)).one().promised_on
        with self.app.test_request_context(headers={"Cookie": f"{NAME}={language}"}):
            return long_day(promised)

    def sent(self) -> int:
        """Return how many submissions lie sealed."""
        return self._count(SealedSubmission)

    def drafts(self) -> int:
        """Return how many people are busy."""
        return self._count(Draft)

    def _count(self, table: type[Draft] | type[SealedSubmission]) -> int:
        with self.database.session(reading=True) as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    def visitor(self) -> Visitor:
        """Return someone who visits the same pages without a browser, and sends form tokens like one."""
        made = self.app.test_client()
        assert isinstance(made, Visitor)
        return made


def _town(session: Session) -> tuple[Municipality, User]:
    """Return the municipality of all stories, always with the same words, and its officer."""
    municipality = session.scalars(select(Municipality)).first() or MunicipalityFactory(
        slug="proefstad", name="Proefstad"
    )
    officer = session.scalars(select(User)).first() or UserFactory(
        municipality=municipality, name="Sanne de Boer", email="sanne@proefstad.example"
    )
    return municipality, officer


@contextmanager
def served(app: flask.Flask) -> Iterator[Website]:
    """Serve an application on a free port until the block ends."""
    server = waitress.create_server(app, host=HOST, port=0, threads=THREADS, ident=None)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    try:
        yield Website(app, f"http://{HOST}:{server.effective_port}")
    finally:
        server.close()
        running.join(timeout=10)
