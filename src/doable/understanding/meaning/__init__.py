"""What a message means: which asks it carries, in which mood, why."""
