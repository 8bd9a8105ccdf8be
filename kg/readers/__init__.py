"""FROM THE WORLD TO ARTICLES: folders of text and Markdown with a manifest, and JSON lines."""
