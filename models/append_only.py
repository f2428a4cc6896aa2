"""Triggers that refuse to change or delete what has been written, on both engines.

The same statements stand in the revisions that make the tables. Sources: subsidy design, part 7;
platform design, part 4 (audit).
"""

from typing import Final

import sqlalchemy as sa

POSTGRES_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  RAISE EXCEPTION USING MESSAGE = 'append only: ' || TG_TABLE_NAME, ERRCODE = 'restrict_violation';
END $$
"""
POSTGRES_TRIGGER: Final = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
SQLITE_UPDATE: Final = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END
"""
SQLITE_DELETE: Final = """
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END
"""
# A rule sheet is fixed from the first claim that refers to it.
USED_POSTGRES_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION refuse_used_sheet() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM claim WHERE programme_version_id = OLD.id) THEN
    RAISE EXCEPTION USING MESSAGE = 'in use: programme_version', ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
"""
USED_POSTGRES_TRIGGER: Final = """
CREATE TRIGGER programme_version_in_use BEFORE UPDATE OR DELETE ON programme_version
FOR EACH ROW EXECUTE FUNCTION refuse_used_sheet()
"""
USED_SQLITE: Final = """
CREATE TRIGGER programme_version_in_use_{verb} BEFORE {verb} ON programme_version
WHEN EXISTS (SELECT 1 FROM claim WHERE programme_version_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'in use: programme_version'); END
"""
# The profile of a programme is fixed from its first claim on.
PROFILE_POSTGRES_FUNCTION: Final = """
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
PROFILE_POSTGRES_TRIGGER: Final = """
CREATE TRIGGER subsidy_programme_profile BEFORE UPDATE OF profile, officer_may_inspect
ON subsidy_programme FOR EACH ROW EXECUTE FUNCTION refuse_used_profile()
"""
PROFILE_SQLITE: Final = """
CREATE TRIGGER subsidy_programme_profile BEFORE UPDATE OF profile, officer_may_inspect
ON subsidy_programme WHEN EXISTS (
  SELECT 1 FROM claim JOIN programme_version ON programme_version.id = programme_version_id
  WHERE programme_id = OLD.id
)
BEGIN SELECT RAISE(ABORT, 'in use: profile'); END
"""
# An order of experts is kept for a year, and for good once a request has come of it.
RANKING_POSTGRES: Final = (
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
)
RANKING_SQLITE: Final = (
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
)
TABLES: Final = (
    "audit",
    "claim_version",
    "claim_event",
    "decision",
    "issued_document",
    "issued_file",
    "journal_entry",
    "journal_line",
    "payment_record",
    "payment_return",
    "return_order",
    "return_receipt",
    "payment_step",
    "engagement_ranking",
    "expert_conflict_step",
    "change_request",
    "inspection",
    "publication",
    "placement",
)


def statements(dialect: str) -> tuple[str, ...]:
    """Every statement of one engine, in order."""
    if dialect == "postgresql":
        made = [POSTGRES_TRIGGER.format(table=table) for table in TABLES]
        fixed = (PROFILE_POSTGRES_FUNCTION, PROFILE_POSTGRES_TRIGGER)
        used = (USED_POSTGRES_FUNCTION, USED_POSTGRES_TRIGGER, *fixed)
        return (POSTGRES_FUNCTION, *made, *used, *RANKING_POSTGRES)
    both = (SQLITE_UPDATE, SQLITE_DELETE)
    made = [text.format(table=table) for table in TABLES for text in both]
    in_use = (USED_SQLITE.format(verb=verb) for verb in ("UPDATE", "DELETE"))
    return (*made, *in_use, PROFILE_SQLITE, *RANKING_SQLITE)


def guard(metadata: sa.MetaData) -> None:
    """Make the triggers whenever the tables are made."""
    made_last = metadata.tables["issued_file"]

    def after_all(
        target: sa.MetaData,  # noqa: ARG001  fixed by SQLAlchemy
        connection: sa.Connection,
        **more: object,
    ) -> None:
        tables = more.get("tables")
        if isinstance(tables, list) and made_last in tables:
            for statement in statements(connection.dialect.name):
                connection.exec_driver_sql(statement)

    sa.event.listen(metadata, "after_create", after_all)
