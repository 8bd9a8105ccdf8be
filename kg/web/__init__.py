"""FOR BROWSERS AND OTHER PROGRAMS: an application over one graph; needs `pip install 'kg[serve]'`."""
