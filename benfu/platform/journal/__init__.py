"""The journal: every fact once, append-only; audit trail, timeline and outbox in one."""
