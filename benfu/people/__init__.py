"""People: who they are, the communities workers registered with, and the duties they hold."""
