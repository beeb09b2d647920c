"""The tables of a policy question, the consultation that puts it to people, and its questions."""

from panel.consultations.models.consultation import Consultation, EvidenceKind, PolicyQuestion, Round, RoundState, State
from panel.consultations.models.questionnaire import (
    AddressForm,
    Breakdown,
    BreakdownClass,
    BreakdownSource,
    GlossaryTerm,
    Language,
    Option,
    Question,
    QuestionKind,
)
from panel.consultations.models.translations import (
    BreakdownClassTranslation,
    BreakdownTranslation,
    ConsultationTranslation,
    GlossaryTermTranslation,
    OptionTranslation,
    QuestionTranslation,
)

__all__ = [
    "AddressForm",
    "Breakdown",
    "BreakdownClass",
    "BreakdownClassTranslation",
    "BreakdownSource",
    "BreakdownTranslation",
    "Consultation",
    "ConsultationTranslation",
    "EvidenceKind",
    "GlossaryTerm",
    "GlossaryTermTranslation",
    "Language",
    "Option",
    "OptionTranslation",
    "PolicyQuestion",
    "Question",
    "QuestionKind",
    "QuestionTranslation",
    "Round",
    "RoundState",
    "State",
]
