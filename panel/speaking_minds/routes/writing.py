"""Writing down one recommendation, with the poster that the group made of it."""

from __future__ import annotations

import flask
from flask_babel import gettext as _

from panel.consultations.models import Consultation, Round
from panel.core.access import allow
from panel.core.advice_form import asks_for_advice
from panel.core.context import settings
from panel.core.db import current_session
from panel.core.jobs import jobs
from panel.core.security import csrf, takes_files
from panel.media.presenters import picture_problem
from panel.media.queries import picture_of
from panel.media.service import (
    ERASE_UNUSED,
    MOST_BYTES,
    MOST_WORDS,
    BadMediaError,
    MediaFolder,
    NoWordsError,
    describe_picture,
    keep_picture,
)
from panel.speaking_minds.forms import RecommendationForm
from panel.speaking_minds.models import Recommendation
from panel.speaking_minds.policy import ADVISERS
from panel.speaking_minds.presenters import present_clash, present_seen, word_problem
from panel.speaking_minds.routes.blueprint import (
    HERE,
    Answer,
    find_group,
    find_recommendation,
    group_of,
    me,
    speaking_minds,
    to_list,
)
from panel.speaking_minds.service import RecommendationError, add_recommendation, change_recommendation, names_seen

MOST_BYTES_OF_FORM = MOST_BYTES + 1_000_000


class PictureError(ValueError):
    """The picture that came along cannot be kept; what to do stands in the form."""


@speaking_minds.get(f"{HERE}/groep/<int:round_id>/nieuw")
@allow(*ADVISERS)
def new_page(consultation_id: int, round_id: int) -> Answer:
    """Ask for one more recommendation of a group."""
    consultation, round_ = find_group(consultation_id, round_id)
    return _page(consultation, round_, None, RecommendationForm())


# These forms check their own token, so that an expired one brings the page back with everything still typed.
@speaking_minds.post(f"{HERE}/groep/<int:round_id>/nieuw")
@csrf.exempt
@allow(*ADVISERS)
@takes_files(MOST_BYTES_OF_FORM)
def add_post(consultation_id: int, round_id: int) -> Answer:
    """Keep one more recommendation, or only check its words."""
    consultation, round_ = find_group(consultation_id, round_id)
    return _save(consultation, round_, None)


@speaking_minds.get(f"{HERE}/<int:recommendation_id>")
@allow(*ADVISERS)
def change_page(consultation_id: int, recommendation_id: int) -> Answer:
    """Show one recommendation, to change it."""
    consultation, found = find_recommendation(consultation_id, recommendation_id)
    picture = picture_of(current_session(), consultation.municipality_id, found.picture_id)
    form = RecommendationForm(
        advice=found.advice, why=found.why, picture_words=picture.words if picture else "", edition=str(found.edition)
    )
    return _page(consultation, group_of(consultation, found), found, form)


@speaking_minds.post(f"{HERE}/<int:recommendation_id>")
@csrf.exempt
@allow(*ADVISERS)
@takes_files(MOST_BYTES_OF_FORM)
def change_post(consultation_id: int, recommendation_id: int) -> Answer:
    """Keep one recommendation in other words, unless a colleague did so meanwhile: then both are shown."""
    consultation, found = find_recommendation(consultation_id, recommendation_id)
    return _save(consultation, group_of(consultation, found), found)


def _save(consultation: Consultation, round_: Round, found: Recommendation | None) -> Answer:
    session, form = current_session(), RecommendationForm()
    good = form.validate()
    if asks_for_advice(form):
        return _page(consultation, round_, found, form)
    if not good or form.page_expired:
        return _page(consultation, round_, found, form, status=400)
    folder, written = MediaFolder(settings().media), list[str]()
    texts = {"advice": str(form.advice.data or ""), "why": str(form.why.data or "")}
    try:
        picture_id = _picture(consultation, found, form, folder, written)
        if found is None:
            found = add_recommendation(session, consultation, round_, **texts, picture_id=picture_id, by=me())
        else:
            change_recommendation(
                session, consultation, found, **texts, picture_id=picture_id, edition=form.number, by=me()
            )
        session.commit()
    except (RecommendationError, PictureError) as error:
        session.rollback()
        folder.remove(written)
        return _refused(consultation, round_, found, form, error)
    jobs().enqueue(ERASE_UNUSED)
    flask.flash(_("Bewaard."), "ok")
    seen = present_seen(names_seen(*texts.values(), str(form.picture_words.data or "")))
    if seen:
        flask.flash(seen, "late")
    return to_list(consultation.id, f"advies-{found.id}")


def _picture(
    consultation: Consultation,
    found: Recommendation | None,
    form: RecommendationForm,
    folder: MediaFolder,
    written: list[str],
) -> int | None:
    """Keep the picture that came along; return which one is shown from now on. Raises PictureError."""
    session, words = current_session(), str(form.picture_words.data or "")
    municipality_id, now_there = consultation.municipality_id, found.picture_id if found else None
    sent = flask.request.files.get("picture")
    try:
        if sent is not None and sent.filename:
            # Of one that is too large only so much that it shows.
            content = sent.stream.read(MOST_BYTES + 1)
            made = keep_picture(session, folder, municipality_id=municipality_id, content=content, description=words)
        elif now_there is None or form.drop_picture.data:
            return None
        else:
            described = describe_picture(session, folder, municipality_id, now_there, words)
            if described is None or described.id == now_there:
                return now_there
            made = described
    except NoWordsError as error:
        is_long = len(words) > MOST_WORDS
        form.picture_words.errors = [word_problem("TOO_LONG", "picture_words") if is_long else _no_words()]
        raise PictureError from error
    except BadMediaError as error:
        raise PictureError(picture_problem(error.code)) from error
    except OSError as error:
        raise PictureError(_("Bewaren lukt nu niet. Vraag je beheerder of de schijf vol is.")) from error
    written.append(made.name)
    return made.id


def _no_words() -> str:
    return _("Schrijf op wat er op de foto te zien is. Niet iedereen kan hem zien.")


def _refused(
    consultation: Consultation,
    round_: Round,
    found: Recommendation | None,
    form: RecommendationForm,
    error: RecommendationError | PictureError,
) -> Answer:
    """Show the form again with everything typed, and what has to be mended."""
    if isinstance(error, PictureError):
        return _page(consultation, round_, found, form, picture_error=str(error), status=400)
    if error.field:
        form[error.field].errors = [word_problem(error.reason, error.field)]
        return _page(consultation, round_, found, form, status=400)
    if found is None or error.reason != "STALE":
        return _page(consultation, round_, found, form, problem=word_problem(error.reason), status=400)
    clash = present_clash(found, str(form.advice.data or ""), str(form.why.data or ""))
    form.edition.data = str(found.edition)
    return _page(consultation, round_, found, form, clash=clash, status=409)


def _page(
    consultation: Consultation,
    round_: Round,
    found: Recommendation | None,
    form: RecommendationForm,
    *,
    problem: str = "",
    picture_error: str = "",
    clash: object = None,
    status: int = 200,
) -> Answer:
    sent = flask.request.files.get("picture")
    if sent is not None and sent.filename and not picture_error:
        # Browsers never fill in a file again.
        picture_error = _("Het bestand is nog niet bewaard. Kies het nog een keer.")
    shown = flask.render_template(
        "speaking_minds/recommendation.html",
        consultation=consultation,
        name=round_.name,
        found=found,
        picture=picture_of(current_session(), consultation.municipality_id, found.picture_id) if found else None,
        form=form,
        problem=problem,
        picture_error=picture_error,
        clash=clash,
    )
    return shown, status
