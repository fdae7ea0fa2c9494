"""One module a revision. A revision that was released is never edited: what it got wrong, the next one mends."""
