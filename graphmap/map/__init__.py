"""What the map shows: display, places, colours, legend, and the drawing itself. Nothing here knows of a screen."""
