"""Which words of a title or a sentence are names of medicines, so that one medicine is not taken for another.

Most are known by the stems of international nonproprietary names, which the WHO publishes ("The use of stems in the
selection of international nonproprietary names"); the few older names without a stem are listed. It knows no brand.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from evidence.text.words import words as listed

_STEMS = listed("""
mab nib pril prilat sartan olol vastatin conazole nidazole prazole cillin mycin micin kacin floxacin cycline caine
curonium triptan setron gliptin glitazone gliflozin glutide glinide parin xaban gatran dronate dronic azepam azolam
barbital peridone peridol azapine tiapine piprazole oxetine traline triptyline ipramine profen coxib fentanil codone
tadone vir vudine citabine platin rubicin taxel tecan trexate trexed sone solone sonide metasone terol tropium lukast
tidine dipine thiazide semide azosin afil grel gabalin pentin toin racetam trigine tadine fenac oxicam flurane etidine
phylline quine formin zolamide prost relin steride lutamide oxifene trozole stigmine gammadex thioprine limus mustine
parib zomib lidomide grastim poetin salazine zanidine guanil bactam penem tizide morelin
""")
_NAMES = listed("""
acamprosate allopurinol amiodarone artemether artesunate aspirin baclofen botulinum buprenorphine bupropion
carbamazepine carbidopa chlorpromazine clonidine colchicine cyclophosphamide cytarabine deferasirox deferiprone
deferoxamine digoxin diltiazem disulfiram droperidol epinephrine esketamine ethambutol etomidate etoposide ezetimibe
fluorouracil gabapentin heparin hydralazine hydroxyurea ifosfamide imatinib interferon isoniazid ivermectin ketamine
levodopa levothyroxine linezolid lithium melatonin memantine metamizole methotrexate methylphenidate metoclopramide
morphine mycophenolate naloxone naltrexone niacin nitrofurantoin nitroglycerin norepinephrine orlistat oxytocin
paracetamol propofol pyrimethamine rifampicin spironolactone sulfadoxine sulfamethoxazole sulfasalazine tamoxifen
thalidomide trabectedin tramadol trazodone trimethoprim valproate vancomycin varenicline vasopressin verapamil
vincristine warfarin
""")
_OTHER_NAMES = dict(
    pair.split("=")
    for pair in listed("""
acetaminophen=paracetamol aciclovir=acyclovir adrenaline=epinephrine amoxycillin=amoxicillin
beclometasone=beclomethasone cyclosporin=ciclosporin cyclosporine=ciclosporin desferrioxamine=deferoxamine
dipyrone=metamizole frusemide=furosemide glibenclamide=glyburide hydroxycarbamide=hydroxyurea lignocaine=lidocaine
mesalamine=mesalazine noradrenaline=norepinephrine pethidine=meperidine phenobarbitone=phenobarbital
rapamycin=sirolimus rifampin=rifampicin salbutamol=albuterol sulphadoxine=sulfadoxine sulphasalazine=sulfasalazine
suxamethonium=succinylcholine thiopentone=thiopental
""")
)
"""What a medicine is also called, by country or spelling."""
_SHORTEST = 6
_STEMMED = re.compile(rf"[a-z]{{2,}}(?:{'|'.join(sorted(_STEMS))})")
_NO_MEDICINES = listed("cholesterol mongrel")


def medicines_in(words: Iterable[str]) -> frozenset[str]:
    """The medicines among folded words, each under one name.

    >>> sorted(medicines_in(["reversal", "of", "rocuronium", "by", "acetaminophen"]))
    ['paracetamol', 'rocuronium']
    """
    return frozenset(_OTHER_NAMES.get(word, word) for word in words if _is_medicine(word))


@lru_cache(maxsize=131072)
def _is_medicine(word: str) -> bool:
    if word in _NAMES or word in _OTHER_NAMES:
        return True
    return len(word) >= _SHORTEST and word not in _NO_MEDICINES and _STEMMED.fullmatch(word) is not None
