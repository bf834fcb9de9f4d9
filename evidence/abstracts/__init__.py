"""Reading primitives over a title and an abstract: sections, words, cues, arms, figures, size, design, directions.

Nothing here knows a claim, builds a study record or opens a file.
"""
