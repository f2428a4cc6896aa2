"""The full profile of a programme, and inspections of reports (検査)."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0043"
down_revision = "0038"
branch_labels = None
depends_on = None

STATES = (
    "draft", "submitted", "review", "returned", "waiting_budget", "deciding", "granted", "refused",
    "report_review", "report_returned", "fixing", "determined", "paid", "completed", "withdrawn",
    "discarded", "cancelling", "returning", "repaid", "cancelled", "change_review",
    "change_deciding", "ended",
)  # fmt: skip
ACTIONS = (
    "submit", "discard", "accept", "return", "resubmit", "lapse", "withdraw", "propose", "wait",
    "resume", "send_back", "grant", "refuse", "report", "return_report", "resubmit_report",
    "propose_amount", "send_back_amount", "determine", "determine_nothing", "pay", "come_back",
    "complete", "propose_cancel", "send_back_cancel", "cancel", "cancel_part", "order_return",
    "receive", "request_change", "return_change", "propose_change", "send_back_change",
    "allow_change", "deny_change", "request_end", "allow_end",
)  # fmt: skip
# Tables that are made anew on SQLite, which takes their triggers away.
REMADE = ("claim_event", "issued_document")
VERBS = ("UPDATE", "DELETE")
POSTGRES_TRIGGER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
SQLITE_TRIGGER = """
CREATE TRIGGER {table}_no_{name} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END
"""
USED_SQLITE = """
CREATE TRIGGER programme_version_in_use_{verb} BEFORE {verb} ON programme_version
WHEN EXISTS (SELECT 1 FROM claim WHERE programme_version_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'in use: programme_version'); END
"""
PROFILE_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_used_profile() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (
    SELECT 1 FROM claim JOIN programme_version ON programme_version.id = programme_version_id
    WHERE programme_id = OLD.id
  ) THEN
    RAISE EXCEPTION USING MESSAGE = 'in use: profile', ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
"""
PROFILE_POSTGRES_TRIGGER = """
CREATE TRIGGER subsidy_programme_profile BEFORE UPDATE OF profile, officer_may_inspect
ON subsidy_programme FOR EACH ROW EXECUTE FUNCTION refuse_used_profile()
"""
PROFILE_SQLITE = """
CREATE TRIGGER subsidy_programme_profile BEFORE UPDATE OF profile, officer_may_inspect
ON subsidy_programme WHEN EXISTS (
  SELECT 1 FROM claim JOIN programme_version ON programme_version.id = programme_version_id
  WHERE programme_id = OLD.id
)
BEGIN SELECT RAISE(ABORT, 'in use: profile'); END
"""
PROFILES = "profile IN ('light', 'full')"
ONLY_FULL = "profile = 'full' OR NOT officer_may_inspect"
ONE_THING = "(decision_id IS NULL) <> (inspection_id IS NULL)"


def upgrade() -> None:
    """Apply the change."""
    _free_sheets()
    _all_words((*STATES, "inspected"), (*ACTIONS, "inspect", "reinspect"))
    with op.batch_alter_table("subsidy_programme", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("profile", sa.String(length=40), nullable=False, server_default="light")
        )
        batch_op.add_column(
            sa.Column(
                "officer_may_inspect", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
    with op.batch_alter_table("subsidy_programme", schema=None) as batch_op:
        batch_op.alter_column("profile", server_default=None)
        batch_op.alter_column("officer_may_inspect", server_default=None)
        batch_op.create_check_constraint(
            batch_op.f("ck_subsidy_programme_profile_known"), sa.text(PROFILES)
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_subsidy_programme_officer_inspects_in_full"), sa.text(ONLY_FULL)
        )
    _inspection()
    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.alter_column("decision_id", existing_type=BIG, nullable=True)
        batch_op.add_column(sa.Column("inspection_id", BIG, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_issued_document_inspection_id"),
            "inspection", ["inspection_id"], ["id"],
        )  # fmt: skip
        batch_op.create_unique_constraint(
            batch_op.f("uq_issued_document_inspection_id_template"), ["inspection_id", "template"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_issued_document_of_one_thing"), sa.text(ONE_THING)
        )
        batch_op.create_index(batch_op.f("ix_issued_document_inspection_id"), ["inspection_id"])
    _guard()
    _fix_profiles()


def downgrade() -> None:
    """Take it back; refused once a programme has the full profile."""
    used = op.get_bind().execute(
        sa.text("SELECT COUNT(*) FROM subsidy_programme WHERE profile <> 'light'")
    )
    if used.scalar_one():
        msg = "programmes have the full profile: this cannot be taken back"
        raise RuntimeError(msg)
    _free_profiles()
    _free_sheets()
    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issued_document_inspection_id"))
        batch_op.drop_constraint(batch_op.f("ck_issued_document_of_one_thing"), type_="check")
        batch_op.drop_constraint(
            batch_op.f("uq_issued_document_inspection_id_template"), type_="unique"
        )
        batch_op.drop_constraint(batch_op.f("fk_issued_document_inspection_id"), type_="foreignkey")
        batch_op.drop_column("inspection_id")
        batch_op.alter_column("decision_id", existing_type=BIG, nullable=False)
    op.drop_table("inspection")
    with op.batch_alter_table("subsidy_programme", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("ck_subsidy_programme_officer_inspects_in_full"), type_="check"
        )
        batch_op.drop_constraint(batch_op.f("ck_subsidy_programme_profile_known"), type_="check")
        batch_op.drop_column("officer_may_inspect")
        batch_op.drop_column("profile")
    _all_words(STATES, ACTIONS)
    _guard()


def _inspection() -> None:
    op.create_table(
        "inspection",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("amount_yen", BIG, nullable=False),
        sa.Column("by_officer", sa.Boolean(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("sheet_sha256", sa.String(length=64), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_inspection_number_least")),
        sa.CheckConstraint("amount_yen >= 0", name=op.f("ck_inspection_amount_yen_least")),
        sa.CheckConstraint(
            "length(method) BETWEEN 1 AND 200", name=op.f("ck_inspection_method_length")
        ),
        sa.CheckConstraint(
            "length(note) BETWEEN 1 AND 400", name=op.f("ck_inspection_note_length")
        ),
        sa.CheckConstraint("length(sheet_sha256) = 64", name=op.f("ck_inspection_sha256_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_inspection_claim_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_inspection_person_id")),
        sa.UniqueConstraint("claim_id", "number", name=op.f("uq_inspection_claim_id_number")),
    )
    for column in ("claim_id", "person_id"):
        op.create_index(op.f(f"ix_inspection_{column}"), "inspection", [column])
    if op.get_bind().dialect.name == "sqlite":
        for verb in VERBS:
            op.execute(SQLITE_TRIGGER.format(table="inspection", name=verb.lower(), verb=verb))
    else:
        op.execute(POSTGRES_TRIGGER.format(table="inspection"))


def _all_words(states: tuple[str, ...], actions: tuple[str, ...]) -> None:
    _words("claim", "state", states)
    _words("claim_event", "action", actions)
    for column in ("from_state", "to_state"):
        _words("claim_event", column, states)


def _words(table: str, column: str, words: tuple[str, ...]) -> None:
    """Let a column hold these words and no others."""
    name = f"ck_{table}_{column}_known"
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), sa.text(f"{column} IN ({listed})"))


def _fix_profiles() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(PROFILE_SQLITE)
    else:
        op.execute(PROFILE_POSTGRES_FUNCTION)
        op.execute(PROFILE_POSTGRES_TRIGGER)


def _free_profiles() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER subsidy_programme_profile")
    else:
        op.execute("DROP TRIGGER subsidy_programme_profile ON subsidy_programme")
        op.execute("DROP FUNCTION refuse_used_profile()")


def _free_sheets() -> None:
    """SQLite cannot make `claim` anew while triggers of another table name it."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in VERBS:
            op.execute(f"DROP TRIGGER programme_version_in_use_{verb}")


def _guard() -> None:
    """Make the triggers anew that SQLite has lost."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in REMADE:
        for verb in VERBS:
            op.execute(SQLITE_TRIGGER.format(table=table, name=verb.lower(), verb=verb))
    for verb in VERBS:
        op.execute(USED_SQLITE.format(verb=verb))
