"""What officers fill in at the desk."""

from panel.consultations.forms.base import DeskForm
from panel.consultations.forms.breakdown import BreakdownForm
from panel.consultations.forms.drafting import ConsultationForm, PolicyQuestionForm
from panel.consultations.forms.publishing import ApproveForm, PublishForm, SendBackForm
from panel.consultations.forms.question import QuestionForm
from panel.consultations.forms.term import TermForm

__all__ = [
    "ApproveForm",
    "BreakdownForm",
    "ConsultationForm",
    "DeskForm",
    "PolicyQuestionForm",
    "PublishForm",
    "QuestionForm",
    "SendBackForm",
    "TermForm",
]
