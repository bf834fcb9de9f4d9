"""The search index over publications: what the second layout adds. A later change is a later step.

Rows are put into the index many at a time when they are saved, not one by one in a trigger, which is several times
slower; only a change or the removal of a row that is in the index goes through triggers. The view says what the text of
a row is, so that the index, the triggers and PostgreSQL's vectors all read the same words.
"""

SQLITE = (
    """CREATE VIEW publication_text AS SELECT id, coalesce(title, '') AS title,
        coalesce((SELECT group_concat(value, '; ') FROM json_each(authors)), '') || '; '
            || coalesce((SELECT group_concat(value, '; ') FROM json_each(collective_authors)), '') AS authors,
        coalesce(journal, '') || '; ' || coalesce(journal_abbreviation, '') AS journal,
        coalesce((SELECT group_concat(value ->> '$.label' || coalesce(' ' || (value ->> '$.ui'), ''), '; ')
                  FROM json_each(mesh)), '') || '; '
            || coalesce((SELECT group_concat(value, '; ') FROM json_each(keywords)), '') || '; '
            || coalesce((SELECT group_concat(value, '; ') FROM json_each(registry_ids)), '') AS mesh,
        coalesce((SELECT group_concat(value ->> '$.text', ' ') FROM json_each(abstract)), '') AS abstract
    FROM publication""",
    """CREATE VIRTUAL TABLE publication_fts USING fts5(title, authors, journal, mesh, abstract,
        content='publication_text', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
    # Room for many rows in memory before they are written: bulk loading is a third faster.
    "INSERT INTO publication_fts (publication_fts, rank) VALUES ('hashsize', 67108864)",
    """CREATE TRIGGER publication_fts_before BEFORE UPDATE OF title, authors, collective_authors, journal,
        journal_abbreviation, mesh, keywords, registry_ids, abstract ON publication
    WHEN EXISTS (SELECT 1 FROM publication_fts_docsize WHERE id = OLD.id) BEGIN
        INSERT INTO publication_fts (publication_fts, rowid, title, authors, journal, mesh, abstract)
        SELECT 'delete', id, title, authors, journal, mesh, abstract FROM publication_text WHERE id = OLD.id;
    END""",
    # A row after others that are not in the index yet has to wait for them: the index is filled in the order of ids.
    """CREATE TRIGGER publication_fts_after AFTER UPDATE OF title, authors, collective_authors, journal,
        journal_abbreviation, mesh, keywords, registry_ids, abstract ON publication
    WHEN NOT EXISTS (SELECT 1 FROM publication WHERE id < NEW.id
                     AND id > (SELECT coalesce(max(id), 0) FROM publication_fts_docsize)) BEGIN
        INSERT INTO publication_fts (rowid, title, authors, journal, mesh, abstract)
        SELECT id, title, authors, journal, mesh, abstract FROM publication_text WHERE id = NEW.id;
    END""",
    """CREATE TRIGGER publication_fts_removed BEFORE DELETE ON publication
    WHEN EXISTS (SELECT 1 FROM publication_fts_docsize WHERE id = OLD.id) BEGIN
        INSERT INTO publication_fts (publication_fts, rowid, title, authors, journal, mesh, abstract)
        SELECT 'delete', id, title, authors, journal, mesh, abstract FROM publication_text WHERE id = OLD.id;
    END""",
    """INSERT INTO publication_fts (rowid, title, authors, journal, mesh, abstract)
        SELECT id, title, authors, journal, mesh, abstract FROM publication_text""",
)

POSTGRESQL = (
    """CREATE VIEW publication_text AS SELECT id, coalesce(title, '') AS title,
        coalesce((SELECT string_agg(item #>> '{}', '; ') FROM json_array_elements(authors) AS item), '') || '; '
            || coalesce((SELECT string_agg(item #>> '{}', '; ')
                         FROM json_array_elements(collective_authors) AS item), '') AS authors,
        coalesce(journal, '') || '; ' || coalesce(journal_abbreviation, '') AS journal,
        coalesce((SELECT string_agg(concat_ws(' ', item ->> 'label', item ->> 'ui'), '; ')
                  FROM json_array_elements(mesh) AS item), '') || '; '
            || coalesce((SELECT string_agg(item #>> '{}', '; ') FROM json_array_elements(keywords) AS item), '') || '; '
            || coalesce((SELECT string_agg(item #>> '{}', '; ') FROM json_array_elements(registry_ids) AS item), '')
            AS mesh,
        coalesce((SELECT string_agg(item ->> 'text', ' ') FROM json_array_elements(abstract) AS item), '') AS abstract
    FROM publication""",
    """CREATE VIEW publication_vectors AS SELECT id, to_tsvector('english', title) AS title,
        to_tsvector('english', authors) AS authors, to_tsvector('english', journal) AS journal,
        to_tsvector('english', mesh) AS mesh,
        setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', mesh), 'B')
        || setweight(to_tsvector('english', authors || '; ' || journal), 'C')
        || setweight(to_tsvector('english', abstract), 'D') AS words
    FROM publication_text""",
    """CREATE TABLE publication_fts (
        id integer PRIMARY KEY REFERENCES publication (id) ON DELETE CASCADE,
        title tsvector NOT NULL, authors tsvector NOT NULL, journal tsvector NOT NULL, mesh tsvector NOT NULL,
        words tsvector NOT NULL)""",
    """INSERT INTO publication_fts SELECT id, title, authors, journal, mesh, words FROM publication_vectors""",
    "CREATE INDEX ix_publication_fts ON publication_fts USING gin (words, title, authors, journal, mesh)",
    """CREATE FUNCTION publication_fts_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE publication_fts AS kept
        SET (title, authors, journal, mesh, words) =
            (SELECT title, authors, journal, mesh, words FROM publication_vectors WHERE id = NEW.id)
        WHERE kept.id = NEW.id;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER publication_fts_changed AFTER UPDATE OF title, authors, collective_authors, journal,
        journal_abbreviation, mesh, keywords, registry_ids, abstract ON publication
    FOR EACH ROW EXECUTE FUNCTION publication_fts_changed()""",
)

ADD_NEW = {
    "sqlite": """INSERT INTO publication_fts (rowid, title, authors, journal, mesh, abstract)
        SELECT id, title, authors, journal, mesh, abstract FROM publication_text
        WHERE id > (SELECT coalesce(max(id), 0) FROM publication_fts_docsize)""",
    "postgresql": """INSERT INTO publication_fts SELECT id, title, authors, journal, mesh, words
        FROM publication_vectors WHERE id > (SELECT coalesce(max(id), 0) FROM publication_fts)""",
}
"""Puts into the index what was saved since; ids only grow, and writers take turns."""

BEHIND = {
    "sqlite": """SELECT coalesce((SELECT max(id) FROM publication), 0)
        > coalesce((SELECT max(id) FROM publication_fts_docsize), 0)""",
    "postgresql": """SELECT coalesce((SELECT max(id) FROM publication), 0)
        > coalesce((SELECT max(id) FROM publication_fts), 0)""",
}
"""Whether anything is not in the index yet."""


def statements(dialect: str) -> tuple[str, ...]:
    """The statements for a kind of database."""
    return SQLITE if dialect == "sqlite" else POSTGRESQL
