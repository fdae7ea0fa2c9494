"""What tests share: random documents, the oracle, LibreOffice."""
