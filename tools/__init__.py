"""Set-up, checks and catalogue of the checkout; the running application never imports it."""
