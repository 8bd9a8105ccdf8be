"""A GRAPH AS A FOLDER OF PAGES: opened from the disk or put on any web server, without a program behind it.

flat table → pages (templates of the workbench) → links made relative → files, downloads, a drawing, a search index
"""

from kg.web.publish.site import Published, SiteOptions, publish_site

__all__ = ["Published", "SiteOptions", "publish_site"]
