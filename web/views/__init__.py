"""The pages: starting (what to do, from what), making (form, check, result, files)."""
