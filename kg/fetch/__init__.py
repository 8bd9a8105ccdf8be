"""FROM THE NETWORK TO FILES: pages fetched politely, and only where somebody asks for it."""
