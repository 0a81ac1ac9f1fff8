"""Source -> notes: engines that draft, and how their drafts meet an existing deck."""
