"""First screen of each role."""

from pages.home import home

PAGES = (home.render,)
