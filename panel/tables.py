"""Every table of every room, so that a migration never drops one by forgetting it."""

from panel.accounts import models as accounts
from panel.answering import models as answering
from panel.audit import models as audit
from panel.consultations import models as consultations
from panel.core.db import Base
from panel.invitations import models as invitations
from panel.media import models as media
from panel.municipalities import models as municipalities
from panel.open_answers import models as open_answers
from panel.replies import models as replies
from panel.results import models as results
from panel.results import response_models
from panel.results.exports import models as outcome_files
from panel.speaking_minds import models as speaking_minds

ROOMS = (
    municipalities,
    accounts,
    audit,
    media,
    consultations,
    invitations,
    answering,
    results,
    response_models,
    outcome_files,
    open_answers,
    replies,
    speaking_minds,
)
metadata = Base.metadata

__all__ = ["ROOMS", "metadata"]
