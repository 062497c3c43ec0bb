"""The operator's side, tried for real: databases killed, disks full, starts side by side."""
