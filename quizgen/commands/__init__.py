"""What each command does besides calling the pipeline: it speaks to the person."""
