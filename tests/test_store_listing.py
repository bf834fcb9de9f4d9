"""Lists and counts hold the claims asked for and no other, page by page."""

from typing import Any

import pytest

from evidence import store
from evidence.models import AdvertiserBase, ClaimStatus, Origin, PageBase, StatedDesign, Support
from tests import stored
from tests.test_store_dossiers import page

RCT, NONE = StatedDesign.RCT, StatedDesign.NONE


def several(db: store.Session) -> None:
    page(db)
    stored.vocabulary(db)
    store.save_advertisers(db, [AdvertiserBase(key="clinic", name="Clinic")], stored.BY)
    snapshot_id = stored.save_page(db, "second")
    store.save_pages(db, [PageBase(key="second", address="https://second.example/")], stored.BY, advertisers=["clinic"])
    rows: list[dict[str, Any]] = [
        {"condition_code": "pain", "study_type": RCT, "study_year": 2018},
        {"condition_code": "crps", "study_type": RCT, "study_year": 2018, "intervention_code": "ketamine"},
        {"condition_code": "crps", "study_type": NONE},
        {"condition_code": "crps", "study_type": RCT, "study_year": 2018, "origin": Origin.EXTRACTED},
        {"condition_code": "crps", "study_type": RCT, "study_year": 2018, "status": ClaimStatus.REMOVED},
    ]
    claims = [stored.claim(key=f"k{number}", **fields) for number, fields in enumerate(rows)]
    store.save_claims(db, snapshot_id, claims, stored.BY)


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        (store.ClaimFilter(conditions=("crps",)), ["k1", "k2", "k3"]),
        (store.ClaimFilter(conditions=("crps", "pain")), ["k0", "k1", "k2", "k3"]),
        (store.ClaimFilter(study_types=(RCT,), year_from=2018, year_to=2018), ["k0", "k1", "k3"]),
        (store.ClaimFilter(study_types=(RCT,), year_from=2019), []),
        (store.ClaimFilter(interventions=("ketamine",)), ["k1"]),
        (store.ClaimFilter(origins=(Origin.EXTRACTED,)), ["k3"]),
        (store.ClaimFilter(advertisers=("clinic",), statuses=(ClaimStatus.REMOVED,)), ["k4"]),
        (store.ClaimFilter(pages=("page",)), ["c0", "c47"]),
        (store.ClaimFilter(pages=("page",), advertisers=("clinic",)), []),
        (store.ClaimFilter(suggested=(Support.CONTRADICTED,)), ["c0"]),
        (store.ClaimFilter(designs=("rct",)), ["c0"]),
        (store.ClaimFilter(designs=("cohort",)), []),
        (store.EVERY, ["c0", "c47", "k0", "k1", "k2", "k3"]),
    ],
)
def test_a_filter_asks_for_these_claims(database_url: str, where: store.ClaimFilter, keys: list[str]) -> None:
    with store.session(database_url) as db:
        several(db)
        found = store.claims(db, where)
        assert [entry.claim.key for entry in found] == keys
        assert sum(count.claims for count in store.counts(db, where)) == len(keys)
        paged: list[str] = []
        after = 0
        while batch := store.claims(db, where, after=after, limit=2):
            paged += [entry.claim.key for entry in batch]
            after = batch[-1].id
        assert paged == keys


def test_counts_are_by_condition_study_type_and_year(database_url: str) -> None:
    with store.session(database_url) as db:
        several(db)
        codes = store.codes_under(db, "condition", ["pain"])
        assert codes == ("crps", "pain")
        assert store.counts(db, store.ClaimFilter(conditions=codes)) == [
            store.Count("crps", NONE, None, 1),
            store.Count("crps", RCT, 2018, 2),
            store.Count("pain", RCT, 2018, 1),
        ]
        assert store.codes_under(db, "condition", ["unheard_of"]) == ("unheard_of",)


def test_a_listed_claim_says_where_it_stands(database_url: str) -> None:
    with store.session(database_url) as db:
        several(db)
        entry = store.claims(db, store.ClaimFilter(interventions=("ketamine",)))[0]
        assert (entry.page, entry.address, entry.advertiser) == ("second", "https://second.example/", "clinic")
        first, second = store.pages(db)
        assert (first.page.key, first.advertiser, first.claims, first.snapshots) == ("page", None, 3, 1)
        assert (second.page.key, second.advertiser, second.claims) == ("second", "clinic", 5)
        assert [one.code for one in store.conditions(db)] == ["crps", "pain"]
        assert (store.interventions(db), store.study_types(db)) == ([], [])
        assert [one.key for one in store.advertisers(db)] == ["clinic"]
        assert store.snapshots_of(db, "second") == [second.snapshot_id]
