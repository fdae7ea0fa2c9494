"""Rules on layout: one function a rule, one module a component. Values come from the standard, the functions only compare."""
