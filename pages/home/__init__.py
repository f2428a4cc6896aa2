"""First screen of each role, and the person's notices."""

from pages.home import home, notices

PAGES = (home.render, notices.render)
