"""Pages about the product itself."""

from pages.about import accessibility, guide, privacy

PAGES = (guide.render, privacy.render, accessibility.render)
