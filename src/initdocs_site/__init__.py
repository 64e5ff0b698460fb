"""How the pages are made: installed for development, not in the wheel."""
