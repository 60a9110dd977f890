"""What the project is maintained with: the test server and the docs made from the code."""
