"""The desk page of a test round: the link for testers, what they remarked, and tests that were done on paper."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.forms.tryout import LinkForm, PaperTestForm, ReasonForm, SettleForm
from panel.consultations.models import Consultation, Remark, State
from panel.consultations.policy import can_write
from panel.consultations.presenters.conflict import Clash, present_conflict
from panel.consultations.presenters.tryout import present_tryout
from panel.consultations.queries import remark_by_id, who_tested
from panel.consultations.routes.blueprint import Answer, consultations, find_consultation, find_draft, go_to
from panel.consultations.service import (
    StaleEditionError,
    WordError,
    add_paper_test,
    change_untested_reason,
    hash_of_tester,
    point_mark,
    same_point,
    settle,
    start_test,
    stop_test,
    text_mark,
    tried_lines,
    words_since,
)
from panel.core.access import Role, allow
from panel.core.context import pepper
from panel.core.db import current_session
from panel.core.qr import qr_code
from panel.core.security import csrf

PAGE = "/werkplek/raadplegingen/<int:consultation_id>/proefronde"


@consultations.get(PAGE)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)
def tryout_page(consultation_id: int) -> Answer:
    """Show how many tested, what they remarked, and the sheet for testing on paper."""
    return _page(find_consultation(consultation_id))


@consultations.post(f"{PAGE}/link")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def tryout_link_now(consultation_id: int) -> Answer:
    """Start, renew or stop the link for testers."""
    consultation, form = find_draft(consultation_id), LinkForm()
    if not form.validate():
        return _page(consultation, page_expired=True, status=400)
    stops = flask.request.form.get("do") == "STOP"
    change = stop_test if stops else start_test
    try:
        change(current_session(), consultation, mark=form.mark.data or "", by=current_user.id)
    except StaleEditionError:
        current_session().rollback()
        flask.flash(_("Een collega veranderde de link net. Zo staat het er nu voor."))
        return _page(find_consultation(consultation_id), status=409)
    current_session().commit()
    flask.flash(_("De link is gestopt.") if stops else _("De link werkt. Geef hem aan je testers."))
    return _back(consultation, "link")


@consultations.post(f"{PAGE}/reden")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def untested_reason_now(consultation_id: int) -> Answer:
    """Save the public reason why there is no full test, unless a colleague did so in the meantime."""
    consultation, form = find_draft(consultation_id), ReasonForm()
    if not form.validate():
        return _page(consultation, reason_form=form, status=400)
    try:
        change_untested_reason(
            current_session(),
            consultation,
            mark=form.mark.data or "",
            reason=form.untested_reason.data or "",
            by=current_user.id,
        )
    except StaleEditionError:
        current_session().rollback()
        consultation = find_consultation(consultation_id)
        rows = present_conflict([form.untested_reason], {"untested_reason": consultation.untested_reason})
        form.mark.data = text_mark(consultation.untested_reason)
        return _page(consultation, reason_form=form, conflict=rows, status=409)
    current_session().commit()
    flask.flash(_("Bewaard."))
    return _back(consultation, "reden")


@consultations.post(f"{PAGE}/punt/<int:remark_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def settle_now(consultation_id: int, remark_id: int) -> Answer:
    """Write down what was done with a point, or let it wait again."""
    remark = _remark(find_consultation(consultation_id), remark_id)
    consultation, form = find_draft(consultation_id), SettleForm()
    reopen, good = flask.request.form.get("do") == "REOPEN", form.validate()
    if form.page_expired or not (good or reopen):
        return _page(consultation, settling=(remark_id, form), status=400)
    try:
        settle(
            current_session(), consultation, remark, mark=form.mark.data or "", note=form.note.data or "", reopen=reopen
        )
    except StaleEditionError:
        current_session().rollback()
        remark = _remark(consultation, remark_id)
        together = same_point(current_session(), remark, consultation_id)
        stored = "\n".join(sorted({one.settled for one in together if one.settled}))
        rows = present_conflict([form.note], {"note": stored})
        form.mark.data = point_mark(together)
        return _page(find_consultation(consultation_id), settling=(remark_id, form), conflict=rows, status=409)
    current_session().commit()
    number = next(at for at, one in enumerate(consultation.questions, start=1) if one.id == remark.question_id)
    return _back(consultation, f"vraag-{number}")


@consultations.get(f"{PAGE}/papier")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def paper_test_page(consultation_id: int) -> Answer:
    """Show an empty sheet to type in what one tester wrote or said."""
    consultation = find_draft(consultation_id)
    return _sheet(consultation, PaperTestForm.empty(consultation))


@consultations.post(f"{PAGE}/papier")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def add_paper_test_page(consultation_id: int) -> Answer:
    """Keep and count one tester from paper, unless the questions changed in the meantime."""
    consultation, form = find_draft(consultation_id), PaperTestForm()
    if not form.validate():
        return _sheet(consultation, form, status=400)
    try:
        add_paper_test(
            current_session(),
            consultation,
            token_hash=hash_of_tester(consultation.id, form.secret, pepper()),
            of_target=form.target.data == "YES",
            remarks={row.id: row.remark for row in form.sheet},
            marks={row.id: row.mark.data or "" for row in form.sheet},
        )
    except WordError as error:
        current_session().rollback()
        next(row for row in form.sheet if row.id == error.question_id).tell(error.word)
        return _sheet(find_consultation(consultation_id), form, status=400)
    except StaleEditionError:
        current_session().rollback()
        consultation = find_consultation(consultation_id)
        form.bring_up_to_date(consultation)
        return _sheet(consultation, form, changed=True, status=409)
    current_session().commit()
    flask.flash(_("Deze test telt mee."))
    return _back(consultation)


def _remark(consultation: Consultation, remark_id: int) -> Remark:
    found = remark_by_id(current_session(), consultation.id, remark_id)
    if found is None:
        raise NotFound
    return found


def _back(consultation: Consultation, anchor: str | None = None) -> Answer:
    return go_to("consultations.tryout_page", consultation_id=consultation.id, anchor=anchor)


def _page(
    consultation: Consultation,
    *,
    reason_form: ReasonForm | None = None,
    settling: tuple[int, SettleForm] | None = None,
    conflict: list[Clash] | None = None,
    page_expired: bool = False,
    status: int = 200,
) -> Answer:
    session, reason = current_session(), consultation.untested_reason
    address = ""
    if consultation.test_key is not None:
        address = flask.url_for("tryout.start_page", code=consultation.test_key, _external=True)
    forms = [one for one in (reason_form, settling[1] if settling else None) if one is not None]
    page = flask.render_template(
        "consultations/tryout.html",
        consultation=consultation,
        tried=present_tryout(consultation, who_tested(session, consultation.id), words_since(session, consultation)),
        editable=consultation.state is State.DRAFT and can_write(current_user.role),
        is_draft=consultation.state is State.DRAFT,
        address=address,
        qr=qr_code(address, _("Vierkant met de link voor testers")) if address else "",
        link_form=LinkForm(formdata=None, mark=text_mark(consultation.test_key or "")),
        reason_form=reason_form or ReasonForm(formdata=None, untested_reason=reason, mark=text_mark(reason)),
        settling=settling,
        conflict=conflict,
        sheet=[(one, tried_lines(one)) for one in consultation.questions],
        page_expired=page_expired or any(form.page_expired for form in forms),
    )
    return page, status


def _sheet(consultation: Consultation, form: PaperTestForm, *, changed: bool = False, status: int = 200) -> Answer:
    texts = {one.id: tried_lines(one) for one in consultation.questions}
    page = flask.render_template(
        "consultations/tryout_paper.html", consultation=consultation, form=form, texts=texts, changed=changed
    )
    return page, status
