"""First screen of each role, and the pages about the product itself."""

from pages.home import accessibility, guide, home, notices, privacy

PAGES = (home.render, notices.render, privacy.render, accessibility.render)
LAST = (guide.render,)
