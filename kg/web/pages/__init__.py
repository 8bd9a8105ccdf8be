"""PAGES FOR PEOPLE: each module gives the routes of one page or of a few that belong together."""
