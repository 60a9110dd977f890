"""Turn files of other tools into our sheets, so that they pass through the same checks.

    file ─► recognise ─► Foreign (a table of actors, a table of ties) ─► with a FileMapping ─► RawSheets

Each format has its own module, which knows only what that tool writes. `graphmap.intake.turning` decides for all of
them what a row means, by a `graphmap.intake.mapping.FileMapping`.
"""
