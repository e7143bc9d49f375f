"""On a server, which centres may have a candidate of that name is known without working each name out."""

from alembic import op

revision = "0008"
down_revision = "0007"

_TOLD = (
    *("last_name", "usual_name", "first_names", "usual_first_name", "number", "registration", "ine"),
    *("school", "division", "specialty"),
)
_LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ẞ": "ss"}


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    letters = " || ".join(_TOLD)
    for ligature, bare in _LIGATURES.items():
        letters = f"replace({letters}, '{ligature}', '{bare}')"
    # Accents are apart from their letters, then go with all that is neither a letter nor a digit.
    letters = f"regexp_replace(lower(normalize({letters}, NFKD)), '[^a-z0-9]+', '', 'g')"
    kind = 'text COLLATE "C"'
    op.execute(f"ALTER TABLE candidate ADD COLUMN letters {kind} GENERATED ALWAYS AS ({letters}) STORED")
