"""Taking away what a page shows: files with names or codes, and the link."""
