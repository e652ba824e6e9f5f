"""What a person does, one file a job; no Qt, no SQL."""
