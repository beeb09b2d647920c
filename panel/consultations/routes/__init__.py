"""The desk: my questions, writing, checking and publishing."""

from panel.consultations.routes.blueprint import consultations
from panel.consultations.routes.breakdowns import breakdown_page
from panel.consultations.routes.copying import reuse_page
from panel.consultations.routes.corrections import corrections_page
from panel.consultations.routes.drafting import policy_question_page
from panel.consultations.routes.exchange import load_page
from panel.consultations.routes.glossary import term_page
from panel.consultations.routes.library import library_page
from panel.consultations.routes.path import path_page
from panel.consultations.routes.population import population_page
from panel.consultations.routes.population_file import population_file_page
from panel.consultations.routes.privacy import privacy_page
from panel.consultations.routes.publishing import publishing_page
from panel.consultations.routes.question_order import remove_question_page
from panel.consultations.routes.questions import question_page
from panel.consultations.routes.reading_check import reading_check_post
from panel.consultations.routes.scheduling import take_back_now
from panel.consultations.routes.steps import step_page
from panel.consultations.routes.translations import translations_page
from panel.consultations.routes.tryout import tryout_page
from panel.consultations.routes.unsaved import keep_typed
from panel.consultations.routes.workplace import workplace_page

__all__ = [
    "breakdown_page",
    "consultations",
    "corrections_page",
    "keep_typed",
    "library_page",
    "load_page",
    "path_page",
    "policy_question_page",
    "population_file_page",
    "population_page",
    "privacy_page",
    "publishing_page",
    "question_page",
    "reading_check_post",
    "remove_question_page",
    "reuse_page",
    "step_page",
    "take_back_now",
    "term_page",
    "translations_page",
    "tryout_page",
    "workplace_page",
]
