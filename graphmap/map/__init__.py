"""What the map shows: display, layout, colours, legend and drawing. Nothing here knows of a screen."""
