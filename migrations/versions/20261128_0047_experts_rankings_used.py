"""Which order of experts led to a request, and when the keeping of an order ends."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0047"
down_revision = "0044"
branch_labels = None
depends_on = None

OLD_POSTGRES = """
CREATE TRIGGER match_run_append_only BEFORE UPDATE OR DELETE ON match_run
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
OLD_SQLITE = """
CREATE TRIGGER match_run_no_{name} BEFORE {verb} ON match_run
BEGIN SELECT RAISE(ABORT, 'append only: match_run'); END
"""
POSTGRES = (
    """
CREATE OR REPLACE FUNCTION refuse_kept_ranking() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' OR OLD.at > now() - INTERVAL '365 days'
    OR EXISTS (SELECT 1 FROM engagement_ranking WHERE match_run_id = OLD.id) THEN
    RAISE EXCEPTION USING MESSAGE = 'append only: match_run', ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$
""",
    """
CREATE TRIGGER match_run_append_only BEFORE UPDATE OR DELETE ON match_run
FOR EACH ROW EXECUTE FUNCTION refuse_kept_ranking()
""",
    """
CREATE TRIGGER engagement_ranking_append_only BEFORE UPDATE OR DELETE ON engagement_ranking
FOR EACH ROW EXECUTE FUNCTION refuse_change()
""",
)
SQLITE = (
    """
CREATE TRIGGER match_run_no_update BEFORE UPDATE ON match_run
BEGIN SELECT RAISE(ABORT, 'append only: match_run'); END
""",
    """
CREATE TRIGGER match_run_no_delete BEFORE DELETE ON match_run
WHEN OLD.at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-365 days')
  OR EXISTS (SELECT 1 FROM engagement_ranking WHERE match_run_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'append only: match_run'); END
""",
    """
CREATE TRIGGER engagement_ranking_no_update BEFORE UPDATE ON engagement_ranking
BEGIN SELECT RAISE(ABORT, 'append only: engagement_ranking'); END
""",
    """
CREATE TRIGGER engagement_ranking_no_delete BEFORE DELETE ON engagement_ranking
BEGIN SELECT RAISE(ABORT, 'append only: engagement_ranking'); END
""",
)
CHECK = "ck_match_run_kept_skills_least"
LINKS = {"engagement_id": "engagement", "match_run_id": "match_run"}


def upgrade() -> None:
    """Apply the change."""
    _untrigger()
    with op.batch_alter_table("match_run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_skills", BIG, nullable=True))
        batch_op.create_check_constraint(batch_op.f(CHECK), sa.text("kept_skills >= 0"))
    op.create_table(
        "engagement_ranking",
        sa.Column("id", BIG, nullable=False),
        sa.Column("engagement_id", BIG, nullable=False),
        sa.Column("match_run_id", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_ranking")),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{target}.id"], name=op.f(f"fk_engagement_ranking_{name}")
            )
            for name, target in LINKS.items()
        ),
        sa.UniqueConstraint("engagement_id", name=op.f("uq_engagement_ranking_engagement_id")),
    )
    op.create_index(
        op.f("ix_engagement_ranking_match_run_id"), "engagement_ranking", ["match_run_id"]
    )
    for statement in SQLITE if _is_sqlite() else POSTGRES:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Take it back; refused once a request has come of a kept order."""
    used = op.get_bind().execute(sa.text("SELECT COUNT(*) FROM engagement_ranking"))
    if used.scalar_one():
        msg = "requests have come of kept orders: this cannot be taken back"
        raise RuntimeError(msg)
    _untrigger()
    op.drop_table("engagement_ranking")
    with op.batch_alter_table("match_run", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(CHECK), type_="check")
        batch_op.drop_column("kept_skills")
    if _is_sqlite():
        for verb in ("UPDATE", "DELETE"):
            op.execute(OLD_SQLITE.format(name=verb.lower(), verb=verb))
    else:
        op.execute("DROP FUNCTION IF EXISTS refuse_kept_ranking()")
        op.execute(OLD_POSTGRES)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _untrigger() -> None:
    if _is_sqlite():
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER match_run_no_{verb}")
    else:
        op.execute("DROP TRIGGER match_run_append_only ON match_run")
