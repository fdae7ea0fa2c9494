"""The pages of batches without their addresses: the common facts as a form, people with their duties, what a run is doing."""
