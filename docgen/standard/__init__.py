"""The rules of the field as dated data: values with clause and grade, and no logic.

`standard_on(day)` gives all that holds on a document's date (format, kinds, bodies, authority, numbering, score frame),
`legal_bases()` the register of rules a căn cứ line may cite, `duties()` the catalogue of duty sentences. The data are the
YAML files in `data/`; how sure each value is, is said beside it.
"""

from .catalogue import Duty, DutyCatalogue, DutyGroup
from .format import Format, TypeSpec, Typography
from .load import Library, duties, legal_bases, standard_on
from .model import Authority, AuthorityRow, Body, KindOfDocument, ScoreFrame, SigningLine, Standard
from .registers import LegalBases, LegalBasis
from .values import Grade, Range, Severity, Value

__all__ = [
    "Authority",
    "AuthorityRow",
    "Body",
    "Duty",
    "DutyCatalogue",
    "DutyGroup",
    "Format",
    "Grade",
    "KindOfDocument",
    "LegalBases",
    "LegalBasis",
    "Library",
    "Range",
    "ScoreFrame",
    "Severity",
    "SigningLine",
    "Standard",
    "TypeSpec",
    "Typography",
    "Value",
    "duties",
    "legal_bases",
    "standard_on",
]
