"""First screen of each role, the person's notices, and how they reach people."""

from pages.home import home, mailbox, notices, post, told

PAGES = (home.render, post.render, notices.render, told.render, mailbox.render)
