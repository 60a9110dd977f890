"""Who may see and do what: roles, accounts, and the one function that makes what somebody may see of a snapshot."""
