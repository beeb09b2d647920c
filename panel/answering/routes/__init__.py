"""The pages of the phone: coming in, one question per screen, looking back and sending, and the preview for staff."""

from panel.answering.routes.assisting import talk_page
from panel.answering.routes.blueprint import answering
from panel.answering.routes.desk_blueprint import assisting
from panel.answering.routes.door import code_page
from panel.answering.routes.finish import review_page
from panel.answering.routes.kiosk import tablet_page
from panel.answering.routes.leave import declined_page
from panel.answering.routes.offline import shell_page
from panel.answering.routes.on_paper import questionnaire_page
from panel.answering.routes.paper import paper_page
from panel.answering.routes.preview import preview_page
from panel.answering.routes.questions import question_page
from panel.answering.routes.start import start_post
from panel.answering.routes.trial import tryouts
from panel.answering.routes.tryout import thanks_page

__all__ = [
    "answering",
    "assisting",
    "code_page",
    "declined_page",
    "paper_page",
    "preview_page",
    "question_page",
    "questionnaire_page",
    "review_page",
    "shell_page",
    "start_post",
    "tablet_page",
    "talk_page",
    "thanks_page",
    "tryouts",
]
