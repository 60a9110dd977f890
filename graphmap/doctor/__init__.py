"""What is wrong with an installation, and how to put it right. Nothing is changed, and no secret is shown."""
