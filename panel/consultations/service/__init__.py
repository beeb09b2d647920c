"""Every change to a policy question, its consultations and their questions."""

from panel.consultations.service.breakdowns import (
    MODE_KEYS,
    ClassText,
    add_breakdown,
    breakdown_fingerprint,
    change_breakdown,
    remove_breakdown,
)
from panel.consultations.service.drafting import (
    change_consultation,
    change_policy_question,
    create_consultation,
    create_policy_question,
    propose_code,
)
from panel.consultations.service.errors import (
    CodeError,
    ConsultationError,
    KeyTakenError,
    NotReadyError,
    SecondEyesError,
    ShutError,
    StaleEditionError,
    TextError,
    TooManyError,
)
from panel.consultations.service.glossary import add_term, change_term, remove_term, term_fingerprint
from panel.consultations.service.media import give_picture, give_recording
from panel.consultations.service.publishing import (
    approve_consultation,
    publish_consultation,
    send_back,
    submit_for_review,
)
from panel.consultations.service.questions import (
    OptionText,
    add_question,
    change_question,
    fingerprint,
    move_question,
    remove_question,
)
from panel.consultations.service.translations import (
    SHUT,
    Part,
    parts_of,
    save_translations,
    source_of,
    translations_fingerprint,
)

__all__ = [
    "MODE_KEYS",
    "SHUT",
    "ClassText",
    "CodeError",
    "ConsultationError",
    "KeyTakenError",
    "NotReadyError",
    "OptionText",
    "Part",
    "SecondEyesError",
    "ShutError",
    "StaleEditionError",
    "TextError",
    "TooManyError",
    "add_breakdown",
    "add_question",
    "add_term",
    "approve_consultation",
    "breakdown_fingerprint",
    "change_breakdown",
    "change_consultation",
    "change_policy_question",
    "change_question",
    "change_term",
    "create_consultation",
    "create_policy_question",
    "fingerprint",
    "give_picture",
    "give_recording",
    "move_question",
    "parts_of",
    "propose_code",
    "publish_consultation",
    "remove_breakdown",
    "remove_question",
    "remove_term",
    "save_translations",
    "send_back",
    "source_of",
    "submit_for_review",
    "term_fingerprint",
    "translations_fingerprint",
]
