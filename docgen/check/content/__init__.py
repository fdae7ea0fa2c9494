"""Rules on content: one function a rule, one module a subject. Values come from the standard, the functions only compare."""
