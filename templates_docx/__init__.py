"""The templates as shipped (*.docx), the source that builds them (source/) and their text for review (dump/)."""
