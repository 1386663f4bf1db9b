"""Look across plans: how they serve a strategy."""
