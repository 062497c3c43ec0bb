"""Commands of the operator, as Django finds them; `benfu` (benfu/conf/cli.py) is their door."""
