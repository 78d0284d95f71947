"""What our staff promised: commitments in calls and tickets, with who, what and by when, and whether they were kept."""
