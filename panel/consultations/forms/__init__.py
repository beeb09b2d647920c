"""What officers fill in at the desk."""

from panel.consultations.forms.base import DeskForm
from panel.consultations.forms.breakdown import BreakdownForm
from panel.consultations.forms.publishing import ApproveForm, PublishForm, SendBackForm, TakeBackForm
from panel.consultations.forms.question import QuestionForm
from panel.consultations.forms.term import TermForm

__all__ = [
    "ApproveForm",
    "BreakdownForm",
    "DeskForm",
    "PublishForm",
    "QuestionForm",
    "SendBackForm",
    "TakeBackForm",
    "TermForm",
]
