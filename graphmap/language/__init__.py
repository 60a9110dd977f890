"""The words of the interface: texts in the language of a reader, dates, school terms, and texts made comparable."""
