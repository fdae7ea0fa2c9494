"""On PostgreSQL whole words of documents are looked up in an index; going through the texts took a second for ten thousand."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
_WORDS = """CREATE FUNCTION docgen_words(words text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS
$$ BEGIN RETURN string_to_array(btrim(regexp_replace(words, '\\S{251,}', ' ', 'g')), ' '); END $$"""


def upgrade() -> None:
    """Add the index, and the function that makes a list of words.

    A word too long for an index is left out and looked for in the texts. The cost is what reading a long text really takes:
    without it the planner goes through all of them. The index is kept up at once (fastupdate): a list of what waits would have to
    be read with every search.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_WORDS)
        op.execute("CREATE INDEX ix_documents_words ON documents USING gin (docgen_words(marked_text)) WITH (fastupdate = off)")
