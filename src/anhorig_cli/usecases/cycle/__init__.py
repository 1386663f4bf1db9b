"""Follow the annual cycle: tables, wheels, calendars."""
