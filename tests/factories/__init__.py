"""Makes things to test with; each factory adds what its thing cannot do without."""

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.consultations import (
    BreakdownFactory,
    ConsultationFactory,
    MediaFileFactory,
    OptionFactory,
    PolicyQuestionFactory,
    QuestionFactory,
    RoundFactory,
    TermFactory,
)
from tests.factories.municipalities import MunicipalityFactory

__all__ = [
    "PASSWORD",
    "BreakdownFactory",
    "ConsultationFactory",
    "MediaFileFactory",
    "MunicipalityFactory",
    "OptionFactory",
    "PolicyQuestionFactory",
    "QuestionFactory",
    "RoundFactory",
    "TermFactory",
    "UserFactory",
]
