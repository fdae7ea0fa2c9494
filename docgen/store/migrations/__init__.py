"""The way of a database from any earlier revision to the newest; run by `docgen.store.schema`."""
