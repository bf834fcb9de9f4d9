"""Triggers of the first layout: what it keeps true that a constraint cannot say. A later change is a later step.

A snapshot's words never change. A claim's quote is what its snapshot says at its span. Log and judgements only grow,
and a judgement supersedes one of the same claim, axis, reviewer and protocol.

Checking a span in a trigger reads the snapshot's text for each row, which loading many claims cannot afford. A load
checks all quotes against the text in memory instead, and sets the trigger aside inside its own transaction: on SQLite
it drops and creates it again, which commits or rolls back with the rows and is seen by nobody else; on PostgreSQL the
trigger looks at a setting that ends with the transaction.
"""

_FROZEN = ("text", "text_sha256", "sha256", "page_id")

SQLITE = (
    *(
        f"""CREATE TRIGGER claim_span_{when.split()[0].lower()} BEFORE {when} ON claim BEGIN
            SELECT RAISE(ABORT, 'the quote of a claim must be what its snapshot says at its span')
            WHERE (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM snapshot
                   WHERE id = NEW.snapshot_id) IS NOT NEW.quote;
        END"""  # noqa: S608  the words put in are the two below
        for when in ("INSERT", 'UPDATE OF start, "end", quote, snapshot_id')
    ),
    f"""CREATE TRIGGER snapshot_frozen BEFORE UPDATE OF {", ".join(_FROZEN)} ON snapshot BEGIN
        SELECT RAISE(ABORT, 'what a snapshot says never changes');
    END""",
    *(
        f"""CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} BEGIN
            SELECT RAISE(ABORT, 'rows of {table} are never changed or removed');
        END"""
        for table in ("activity", "judgement")
        for event in ("UPDATE", "DELETE")
    ),
    # INSERT OR REPLACE removes rows without asking the triggers above.
    """CREATE TRIGGER activity_no_replace BEFORE INSERT ON activity
    WHEN EXISTS (SELECT 1 FROM activity WHERE id = NEW.id OR hash = NEW.hash OR previous_hash = NEW.previous_hash) BEGIN
        SELECT RAISE(ABORT, 'rows of activity are never changed or removed');
    END""",
    """CREATE TRIGGER judgement_no_replace BEFORE INSERT ON judgement
    WHEN EXISTS (SELECT 1 FROM judgement WHERE id = NEW.id OR supersedes_id = NEW.supersedes_id
                 OR (NEW.supersedes_id IS NULL AND supersedes_id IS NULL AND claim_id = NEW.claim_id
                     AND axis = NEW.axis AND reviewer_id = NEW.reviewer_id AND protocol_id = NEW.protocol_id
                     AND (axis <> 'rule' OR value = NEW.value))) BEGIN
        SELECT RAISE(ABORT, 'rows of judgement are never changed or removed');
    END""",
    """CREATE TRIGGER judgement_line BEFORE INSERT ON judgement WHEN NEW.supersedes_id IS NOT NULL BEGIN
        SELECT RAISE(ABORT, 'a judgement supersedes one of the same claim, axis, reviewer and protocol')
        WHERE NOT EXISTS (SELECT 1 FROM judgement WHERE id = NEW.supersedes_id AND claim_id = NEW.claim_id
                          AND axis = NEW.axis AND reviewer_id = NEW.reviewer_id AND protocol_id = NEW.protocol_id);
    END""",
)

POSTGRESQL = (
    """CREATE FUNCTION claim_span() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM snapshot WHERE id = NEW.snapshot_id)
           IS DISTINCT FROM NEW.quote::text THEN
            RAISE integrity_constraint_violation
                USING MESSAGE = 'the quote of a claim must be what its snapshot says at its span';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER claim_span BEFORE INSERT OR UPDATE OF start, "end", quote, snapshot_id ON claim FOR EACH ROW
    WHEN (current_setting('evidence.spans_checked', true) IS DISTINCT FROM 'yes') EXECUTE FUNCTION claim_span()""",
    """CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'rows of ' || TG_TABLE_NAME || ' are never changed or removed';
    END $$""",
    f"""CREATE TRIGGER snapshot_frozen BEFORE UPDATE OF {", ".join(_FROZEN)} ON snapshot
    FOR EACH ROW EXECUTE FUNCTION never()""",
    *(
        f"""CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION never()"""
        for table in ("activity", "judgement")
    ),
    """CREATE FUNCTION judgement_line() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM judgement WHERE id = NEW.supersedes_id AND claim_id = NEW.claim_id
                       AND axis = NEW.axis AND reviewer_id = NEW.reviewer_id AND protocol_id = NEW.protocol_id) THEN
            RAISE integrity_constraint_violation
                USING MESSAGE = 'a judgement supersedes one of the same claim, axis, reviewer and protocol';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER judgement_line BEFORE INSERT ON judgement FOR EACH ROW
    WHEN (NEW.supersedes_id IS NOT NULL) EXECUTE FUNCTION judgement_line()""",
)


def statements(dialect: str) -> tuple[str, ...]:
    """The statements for a kind of database."""
    return SQLITE if dialect == "sqlite" else POSTGRESQL
