"""Pages of cases: thin; they read by selectors, write by services, and hold no rule."""
