"""The desk: my questions, writing, checking and publishing."""

from panel.consultations.routes.blueprint import consultations
from panel.consultations.routes.breakdowns import breakdown_page
from panel.consultations.routes.drafting import policy_question_page
from panel.consultations.routes.glossary import term_page
from panel.consultations.routes.publishing import publishing_page
from panel.consultations.routes.questions import question_page
from panel.consultations.routes.translations import translations_page
from panel.consultations.routes.workplace import workplace_page

__all__ = [
    "breakdown_page",
    "consultations",
    "policy_question_page",
    "publishing_page",
    "question_page",
    "term_page",
    "translations_page",
    "workplace_page",
]
