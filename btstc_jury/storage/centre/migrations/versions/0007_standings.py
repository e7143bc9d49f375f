"""On a server, which centres may have an oral of a given state is known without reading what came back."""

from alembic import op

revision = "0007"
down_revision = "0006"

_TOLD = "encode(facts, 'escape')"
_STANDING = " || ".join(
    (
        f'substring({_TOLD} from \'"status":"([a-z_]+)"\')',
        f"substring({_TOLD} from ',\"settled\":([a-z]+),')",
        f"substring({_TOLD} from ',\"signed\":([a-z]+),')",
    )
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE INDEX collected_by_standing ON collected (centre, ({_STANDING}))")
