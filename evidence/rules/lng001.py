"""Uses words that leave no exception: always, all, complete, guaranteed, proven.

Why it matters: no treatment works for everyone, and a reader who believes "all symptoms" does not ask what happens
otherwise.
Instead: say how many: "about a third of trial participants benefited".
Source: the references of this rule. "Not always", ranges and counts of who completed a study pass.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import LIMITED, QUESTION

_ABSOLUTE = re.compile(
    r"\b(?:always|never (?:again|return\w*|fails?|come back|have to|suffer)|every (?:patient|case|client|symptom|"
    r"type|body|kind|form)|"
    r"all (?:of )?(?:your |the |their |our |other )?(?:\w+ )?(?:symptoms|patients|forms|types|kinds|clients|"
    r"diseases?|pain|ailments|conditions)|all other|"
    r"(?:complete|total|full|permanent|lasting|entire)(?:ly)? (?:relief|cure|remission|recovery|elimination|"
    r"resolution|eliminat\w+|cured?|healed|"
    r"gone|free of|disappear\w*|relieved|restor\w+|revers\w+|safe)|guarantee[ds]?|guaranteed|permanent(?:ly)?|"
    r"100 ?(?:%|percent)|successfully|"
    r"for good|once and for all|works for (?:everyone|everybody|anyone)|no matter (?:what|how)|without exception|"
    r"(?:clinically|scientifically|medically) proven|proven (?:to|track|results|treatment|therapy|method|solution|"
    r"benefits|effective)|prove[sd]|proved)\b",
    re.IGNORECASE,
)
_PROVE_SOFT = re.compile(
    r"\b(?:can|may|could|might|would|to) prove\b|\bprove[sd]? (?:to be|helpful|useful|difficult)\b", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:not|no|never|n't|cannot|nor|isn't|hardly|few|without) (?:\w+ ){0,3}?(?:always|every|all|complete\w*|"
    r"proven|proved|prove|guarantee\w*|"
    r"permanent\w*|successfully|100)\b|\bno guarantee\b",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"\b(?:\d+ (?:to|-|–) ?100 ?%|all (?:the )?(?:\w+ )?(?:participants|patients|subjects|people|women|men) (?:in|"
    r"who|were|had|received|completed|gave|took|got|underwent)|"
    r"100 ?(?:%|percent) (?:natural|organic|cotton|vegan|recycl\w+|satisfaction|of the (?:daily|profits))|"
    r"always (?:talk|consult|ask|check|read|"
    r"speak|tell|seek|follow|wear|use|wash|keep|store)|permanent(?:ly)? (?:damage|disab\w+|job|address|makeup|"
    r"residen\w+)|"
    r"successfully (?:completed|enrolled|recruited)|money[- ]back|all (?:types|kinds|forms) of (?:insurance|people|"
    r"care|cancer research))\b",
    re.IGNORECASE,
)


def _check(sentence: Sentence, _reading: Reading) -> Iterable[Hit]:
    if not sentence.claims or sentence.is_call or QUESTION.search(sentence.text):
        return
    text = _blank(_HARMLESS, _blank(_PROVE_SOFT, sentence.text))
    match = _ABSOLUTE.search(text)
    if match is None or _DENIED.search(text) or (not sentence.benefit and LIMITED.search(text)):
        return
    severity = Severity.MAJOR if sentence.benefit or sentence.background else Severity.MINOR
    yield at(sentence, match, f"'{match[0]}' leaves no exception: '{cut(sentence.text)}'", severity)


def _blank(pattern: "re.Pattern[str]", text: str) -> str:
    return pattern.sub(lambda found: " " * len(found[0]), text)


rule = Rule(
    code="LNG001",
    name="absolute-wording",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.AMA, law.FTC_SUBSTANTIATION, law.CAP_GUARANTEE, law.TGA_ACCURACY),
    sentences=_check,
    gate=(
        "always",
        "never",
        "every",
        "all ",
        "complete",
        "total",
        "full",
        "permanent",
        "lasting",
        "entire",
        "guarante",
        "100",
        "success",
        "for good",
        "once and for all",
        "works for",
        "no matter",
        "without exception",
        "prove",
    ),
    flags=(
        said("The adjustment always relieves back pain."),
        said("Our hypnosis gives complete relief of all symptoms."),
        said("The clinically proven serum erases scars."),
        said("Guaranteed weight loss with the injection."),
    ),
    passes=(
        said("About a third of trial participants benefited."),
        said("The adjustment does not always relieve back pain."),
        said("All participants completed the trial, and sleep improved."),
        said("The patch may prove helpful for some people."),
        # hard: always belongs to advice, not to an effect
        said("Always talk to your doctor before you use the gel for relief."),
    ),
)
