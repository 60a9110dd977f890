"""The Map page, its panel, and the map as other pages show it."""
