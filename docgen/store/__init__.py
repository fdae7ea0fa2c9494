"""What an office keeps: units, people, drafts, issued documents, the register of numbers, users, the audit trail.

SQLAlchemy Core on SQLite (one file, no server) or PostgreSQL (`DOCGEN_DATABASE_URL`). `engine.open_store()` opens the
database; every function takes that engine first and does its work in one transaction of its own.
"""
