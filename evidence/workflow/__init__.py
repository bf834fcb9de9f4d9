"""What the product does, one function a verb: gather, call the stages, keep what came out.

Each verb takes an open transaction and saves into it; the caller commits. Nothing is decided here.
"""
