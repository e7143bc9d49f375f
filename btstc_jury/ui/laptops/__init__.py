"""One oral on several laptops: a juror's own screen, inviting, taking in what comes back."""
