"""Reading aids that every stage shares: spans, sentences, quantities, cues, hashes.

Nothing here knows what a claim is, and nothing here opens a file.
"""
