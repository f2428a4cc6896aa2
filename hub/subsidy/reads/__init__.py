"""What pages and other rooms may know of claims, budgets and notices."""
