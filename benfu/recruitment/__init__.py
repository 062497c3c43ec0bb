"""Recruitment of part-time grid members: calls, applications, appointments with certificates, their end."""
