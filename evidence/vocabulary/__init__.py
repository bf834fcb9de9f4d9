"""The controlled vocabularies: look up a name, find names in running text, walk up and down the trees.

It only knows what it was given; a name it does not know is None, never the nearest guess.
"""

from evidence.vocabulary.terms import Mention, Term, key_of
from evidence.vocabulary.vocabulary import Vocabulary

__all__ = ["Mention", "Term", "Vocabulary", "key_of"]
