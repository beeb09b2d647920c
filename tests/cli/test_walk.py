"""The whole walk on the command line: load, publish, load answers, close, show; and what goes wrong on the way."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import flask
import pytest
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config import Settings
from panel.accounts.models import User
from panel.answering.queries import sent_count
from panel.consultations.models import Consultation, PolicyQuestion, PrivacyGround, State
from panel.consultations.queries import consultation_by_code
from panel.municipalities.models import Municipality
from tests.demonstration.files import COLUMNS, as_text, polis_folder, whole, write
from tests.factories import UserFactory

pytestmark = pytest.mark.sqlite


def run(app: flask.Flask, *words: object) -> Result:
    """Run one command as someone at a keyboard would."""
    return app.test_cli_runner().invoke(args=[str(word) for word in words])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a whole consultation."""
    return write(tmp_path / "plein.json", as_text(whole()))


@pytest.fixture
def officer(session: Session) -> User:
    """The first member of staff who may write."""
    made: User = UserFactory()
    return made


@pytest.fixture
def running(app: flask.Flask, officer: User, file: Path) -> str:
    """The code of a consultation that was loaded and published."""
    assert officer.municipality_id
    assert run(app, "consultation", "load", file).exit_code == 0
    assert run(app, "consultation", "publish", "het-plein", "--skip-second-eyes").exit_code == 0
    return "het-plein"


def test_the_whole_walk(app: flask.Flask, session: Session, running: str, tmp_path: Path) -> None:
    rows = ["trees;water|light;AGREE;3;Meer bloemen;young"] * 14
    answers = write(tmp_path / "answers.csv", "\n".join([";".join(COLUMNS), *rows]))
    assert run(app, "submissions", "load", running, answers).output.startswith("Geladen: 14.")
    assert run(app, "consultation", "close", running, "--now").exit_code == 0
    shown = json.loads(run(app, "outcome", "show", running, "--format", "json").stdout)
    assert (shown["format"], shown["version"], shown["code"]) == ("meepraat-outcome", 1, running)
    assert shown["content"]["size"] == 15
    assert shown["words"]["questions"]["keuze"]["options"] == {"trees": "Bomen", "benches": "Banken"}
    words = run(app, "outcome", "show", running).output
    assert "Wat doen we met het plein?" in words
    assert "ongeveer 15 mensen" in words
    found = consultation_by_code(session, running)
    assert found is not None
    assert found.state is State.REPORTED


def test_without_a_second_pair_of_eyes_nothing_opens(app: flask.Flask, officer: User, file: Path) -> None:
    assert run(app, "consultation", "load", file, "--by", officer.email).exit_code == 0
    refused = run(app, "consultation", "publish", "het-plein")
    assert refused.exit_code == 2
    assert "Laat een collega meekijken." in refused.stderr


def test_what_the_file_left_out_is_asked_for_and_can_be_given(
    app: flask.Flask, session: Session, officer: User, tmp_path: Path
) -> None:
    content = whole()
    for name in ("privacy_ground", "retention_months", "untested_reason"):
        del content["consultation"][name]
    assert run(app, "consultation", "load", write(tmp_path / "kaal.json", as_text(content))).exit_code == 0
    publish = ("consultation", "publish", "het-plein", "--skip-second-eyes", "--by", officer.email)
    refused = run(app, *publish)
    assert refused.exit_code == 2
    for sentence in ("Kies op welke grond", "Kies hoe lang", "Laat vijf mensen de vragen testen"):
        assert sentence in refused.stderr
    given = ("--ground", "consent", "--retention-months", "6", "--untested-reason", "Er was haast.")
    assert run(app, *publish, *given).exit_code == 0
    found = consultation_by_code(session, "het-plein")
    assert found is not None
    kept = (found.state, found.privacy_ground, found.retention_months, found.untested_reason)
    assert kept == (State.OPEN, PrivacyGround.CONSENT, 6, "Er was haast.")


def test_closing_waits_for_the_hours_of_grace(app: flask.Flask, session: Session, running: str) -> None:
    assert "Over 24 uur" in run(app, "consultation", "close", running).output
    assert run(app, "outcome", "show", running).exit_code == 2
    assert run(app, "consultation", "close", running, "--now").output.startswith("Gesloten en geteld")
    assert run(app, "outcome", "show", running).exit_code == 0
    assert "al geteld" in run(app, "consultation", "close", running).stderr


def test_saving_prints_or_writes_what_was_loaded(app: flask.Flask, running: str, tmp_path: Path) -> None:
    printed = run(app, "consultation", "save", running).stdout
    content = json.loads(printed)
    assert content["policy_question"]["title"] == "Wat doen we met het plein?"
    assert "code" not in content["consultation"]
    assert run(app, "consultation", "save", running, tmp_path / "saved.json").exit_code == 0
    assert (tmp_path / "saved.json").read_text(encoding="utf-8") == printed


@pytest.mark.usefixtures("officer")
def test_a_broken_consultation_names_line_and_field_and_loads_nothing(
    app: flask.Flask, session: Session, tmp_path: Path
) -> None:
    content = whole()
    content["questions"][1]["text"] = ""
    refused = run(app, "consultation", "load", write(tmp_path / "broken.json", as_text(content)))
    assert refused.exit_code == 2
    assert "questions[1].text: dit veld is leeg" in refused.stderr
    assert refused.stderr.startswith("regel ")
    assert "Er is niets geladen." in refused.stderr
    assert session.scalar(select(func.count()).select_from(PolicyQuestion)) == 0


def test_one_bad_row_keeps_all_rows_out(app: flask.Flask, session: Session, running: str, tmp_path: Path) -> None:
    text = "\n".join([";".join(COLUMNS), "trees;;;;;", "stones;;;;;"])
    answers = write(tmp_path / "answers.csv", text)
    refused = run(app, "submissions", "load", running, answers)
    assert refused.exit_code == 2
    assert "regel 3, keuze: dit antwoord hoort niet bij deze vraag" in refused.stderr
    found = consultation_by_code(session, running)
    assert found is not None
    assert sent_count(session, found.rounds[0].id) == 0
    session.rollback()
    accepted = run(app, "submissions", "load", running, answers, "--accept-good-rows")
    assert accepted.exit_code == 0
    assert "Geladen: 1." in accepted.stdout
    assert sent_count(session, found.rounds[0].id) == 1


def test_a_group_gets_its_six_digits(app: flask.Flask, officer: User, tmp_path: Path) -> None:
    content = whole()
    content["consultation"]["evidence_kind"] = "GROUP"
    path = write(tmp_path / "group.json", as_text(content))
    assert run(app, "consultation", "load", path, "--by", officer.email).exit_code == 0
    assert "Maak ten minste één groep" in run(app, "consultation", "publish", "het-plein", "--skip-second-eyes").stderr
    code = run(app, "consultation", "add-group", "het-plein", "Klas 1A", "--seats", "30").stdout.strip()
    assert len(code) == 6
    assert code.isdigit()
    assert run(app, "consultation", "publish", "het-plein", "--skip-second-eyes").exit_code == 0
    assert run(app, "consultation", "add-group", "het-plein", "klas 1a").exit_code == 2


def test_a_sample_gets_personal_codes(app: flask.Flask, officer: User, tmp_path: Path) -> None:
    content = whole()
    content["consultation"]["evidence_kind"] = "SAMPLE"
    path = write(tmp_path / "sample.json", as_text(content))
    assert run(app, "consultation", "load", path, "--by", officer.email).exit_code == 0
    assert run(app, "consultation", "publish", "het-plein", "--skip-second-eyes").exit_code == 0
    codes = run(app, "consultation", "invite", "het-plein", "3").stdout.split()
    assert [len(code) for code in codes] == [8, 8, 8]


@pytest.mark.usefixtures("officer")
def test_a_polis_export_is_loaded_and_reported(app: flask.Flask, tmp_path: Path) -> None:
    folder = polis_folder(tmp_path / "export")
    loaded = run(app, "consultation", "load-polis", folder, "--code", "de-markt", "--source", "Uit een gesprek.")
    assert loaded.exit_code == 0
    assert "2 stellingen, 12 mensen en 13 stemmen." in loaded.output
    assert "Weggelaten door de moderator: 1 stellingen." in loaded.output
    assert "De markt is gezellig" in run(app, "outcome", "show", "de-markt").output
    again = run(app, "consultation", "load-polis", folder, "--code", "de-markt")
    assert again.exit_code == 2
    assert "Deze code is al gebruikt." in again.stderr


@pytest.mark.usefixtures("officer")
def test_unknown_codes_and_files_get_a_sentence(app: flask.Flask, tmp_path: Path) -> None:
    for words in (("outcome", "show", "x"), ("consultation", "save", "x"), ("consultation", "publish", "x")):
        refused = run(app, *words)
        assert refused.exit_code == 2
        assert "Er is geen raadpleging met de code x." in refused.stderr
    missing = run(app, "consultation", "load", tmp_path / "nergens.json")
    assert (missing.exit_code, "dit bestand is er niet" in missing.stderr) == (2, True)


def test_setup_makes_secrets_once_that_only_we_may_read(app: flask.Flask, settings: Settings) -> None:
    for name in ("secret_key", "pepper"):
        object.__setattr__(settings, name, None)
    assert run(app, "setup").exit_code == 0
    files = [settings.secret_file("secret_key"), settings.secret_file("pepper")]
    before = [path.read_text(encoding="ascii") for path in files]
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600, 0o600]
    assert stat.S_IMODE(settings.instance_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE(settings.keys.stat().st_mode) == 0o700
    again = run(app, "setup")
    assert again.output == "Alles staat al klaar. Er is niets veranderd.\n"
    assert [path.read_text(encoding="ascii") for path in files] == before


def test_setup_loads_the_example_only_once_and_only_where_it_is_wanted(
    app: flask.Flask, session: Session, settings: Settings
) -> None:
    run(app, "setup")
    assert session.scalar(select(func.count()).select_from(Municipality)) == 0
    session.rollback()
    object.__setattr__(settings, "demonstration", True)
    assert "Voorbeeldgemeenten geladen" in run(app, "setup").output
    session.rollback()
    before = session.scalar(select(func.count()).select_from(Consultation))
    session.rollback()
    assert run(app, "setup").output == "Alles staat al klaar. Er is niets veranderd.\n"
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Consultation)) == before == 7
    addresses = run(app, "demonstration", "addresses").output
    assert "http://voorbeeldstad.localhost:8000/meedoen/482913" in addresses
    assert "beleid@rivierenland.example" in addresses


def test_a_member_of_staff_is_added_with_a_long_password(app: flask.Flask, session: Session, officer: User) -> None:
    words = ("user", "add", "Nieuw@proefstad.example", "--name", "Nieuw", "--role", "facilitator", "--password")
    assert "minstens 12 tekens" in run(app, *words, "kort").stderr
    assert run(app, *words, "lang genoeg om te raden").exit_code == 0
    session.rollback()
    assert session.scalars(select(User.role).where(User.email == "nieuw@proefstad.example")).all() == ["FACILITATOR"]
    session.rollback()
    assert run(app, *words, "lang genoeg om te raden").exit_code == 2


def test_the_migrations_have_one_head(app: flask.Flask, capfd: pytest.CaptureFixture[str]) -> None:
    result = run(app, "db", "heads")
    assert (result.output + capfd.readouterr().out).count("(head)") == 1
