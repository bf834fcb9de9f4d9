"""Word lists as sets, and numbers that are written as words; nothing here looks at a sentence."""


def words(listing: str) -> frozenset[str]:
    """The words of a blank-separated listing.

    >>> sorted(words("b a"))
    ['a', 'b']
    """
    return frozenset(listing.split())


def listed(phrases: str) -> frozenset[str]:
    """The phrases of a listing that is separated by upright bars.

    >>> sorted(listed("sore throat|cough"))
    ['cough', 'sore throat']
    """
    return frozenset(phrases.split("|"))


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALE = {"hundred": 100, "dozen": 12, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

VALUE_OF_WORD: dict[str, int] = {word: value for value, word in enumerate(_SMALL.split())}
VALUE_OF_WORD.update({word: 10 * (place + 2) for place, word in enumerate(_TENS.split())})

_SMALL_LONGEST_FIRST = "|".join(sorted(_SMALL.split(), key=len, reverse=True))
_ONES = "one|two|three|four|five|six|seven|eight|nine"
NUMBER_WORDS = (
    rf"(?:(?:{_TENS.replace(' ', '|')})(?:[- ](?:{_ONES}))?|(?:{_SMALL_LONGEST_FIRST}))"
    r"(?:[- ](?:hundred|thousand|million|billion|dozen))?"
)
"""A pattern of cardinal numbers in words, up to ninety-nine times a scale word."""


def value_of(text: str) -> float:
    """The value of a number in digits or words.

    >>> value_of("1,200"), value_of("twenty-five"), value_of("two hundred"), value_of(".05")
    (1200.0, 25.0, 200.0, 0.05)
    """
    if text[:1].isdigit() or text[:1] in ".-+−":
        return float(text.replace(",", "").replace("−", "-"))
    total = 0
    for word in text.lower().replace("-", " ").split():
        if word in _SCALE:
            total = max(total, 1) * _SCALE[word]
        else:
            total += VALUE_OF_WORD.get(word, 0)
    return float(total)
