"""In from other tools: a file that is not one of our sheets becomes our sheets, so that every check stays the same.

    file ─► recognise ─► Foreign (a table of who, a table of who with whom) ─► with a FileMapping ─► RawSheets

Each format has a file of its own here, which knows what that tool writes and nothing else. What a row means is
said once for all of them, in `graphmap.intake.turning`, by a `graphmap.intake.mapping.FileMapping`.
"""
