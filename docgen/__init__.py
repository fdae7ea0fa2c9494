"""docgen: from the facts a Party secretary knows to documents that are ready to sign."""

__version__ = "0.1.0"
