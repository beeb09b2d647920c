"""The tables of a policy question, the consultation that puts it to people, and its questions."""

from panel.consultations.models.changes import ChangeKind, PublicChange
from panel.consultations.models.consultation import (
    Consultation,
    EvidenceKind,
    InfluenceLevel,
    PolicyQuestion,
    PrivacyGround,
    Round,
    RoundState,
    State,
)
from panel.consultations.models.library import LibraryQuestion
from panel.consultations.models.population import CrossedFigures, PopulationFigures
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
from panel.consultations.models.tryout import Remark, RemarkKind, Tester

__all__ = [
    "AddressForm",
    "Breakdown",
    "BreakdownClass",
    "BreakdownClassTranslation",
    "BreakdownSource",
    "BreakdownTranslation",
    "ChangeKind",
    "Consultation",
    "ConsultationTranslation",
    "CrossedFigures",
    "EvidenceKind",
    "GlossaryTerm",
    "GlossaryTermTranslation",
    "InfluenceLevel",
    "Language",
    "LibraryQuestion",
    "Option",
    "OptionTranslation",
    "PolicyQuestion",
    "PopulationFigures",
    "PrivacyGround",
    "PublicChange",
    "Question",
    "QuestionKind",
    "QuestionTranslation",
    "Remark",
    "RemarkKind",
    "Round",
    "RoundState",
    "State",
    "Tester",
]
