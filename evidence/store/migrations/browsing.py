"""Views with plain names, for reading the database with any tool; no program of ours reads them.

They show what pages last said, with the words of the vocabulary in the place of codes. What was not checked says so,
and what rests on a source that nobody confirmed says "probably": no column turns either into a pass. A later step that
rebuilds a table they read drops them first and makes them again.
"""

_PAGES = """CREATE VIEW view_pages AS SELECT page.key AS page, page.address, page.title, advertiser.name AS advertiser,
    snapshot.captured_at, snapshot.language,
    (SELECT count(*) FROM snapshot AS every WHERE every.page_id = page.id) AS captures,
    (SELECT count(*) FROM claim WHERE claim.snapshot_id = snapshot.id AND claim.status = 'active') AS claims,
    (SELECT count(*) FROM finding WHERE finding.snapshot_id = snapshot.id AND finding.status <> 'dismissed') AS findings
FROM page
LEFT JOIN advertiser ON advertiser.id = page.advertiser_id
LEFT JOIN snapshot ON snapshot.page_id = page.id AND snapshot.id IN :newest"""

_CLAIMS = """CREATE VIEW view_claims AS SELECT page.key AS page, page.address, advertiser.name AS advertiser,
    snapshot.captured_at, claim.key AS claim, claim.quote, claim.section, replace(claim.claim_type, '_', ' ') AS type,
    coalesce(condition.label, claim.condition) AS condition,
    coalesce(intervention.label, claim.intervention) AS intervention,
    claim.comparator, claim.route, claim.dose, claim.outcome, replace(claim.direction, '_', ' ') AS direction,
    :numbers AS numbers,
    CASE claim.study_type WHEN 'none' THEN 'not stated' ELSE replace(claim.study_type, '_', ' ') END
        AS stated_study_type,
    claim.study_year AS stated_year, claim.journal AS stated_journal, claim.sample_size AS stated_participants,
    claim.attribution AS credited_to, claim.assertiveness AS wording, claim.origin, claim.status, claim.notes
FROM claim
JOIN snapshot ON snapshot.id = claim.snapshot_id AND snapshot.id IN :newest
JOIN page ON page.id = snapshot.page_id
LEFT JOIN advertiser ON advertiser.id = page.advertiser_id
LEFT JOIN condition ON condition.code = claim.condition_code
LEFT JOIN intervention ON intervention.code = claim.intervention_code"""

_EVIDENCE = """CREATE VIEW view_evidence AS SELECT page.key AS page, claim.key AS claim, claim.quote,
    coalesce(condition.label, claim.condition) AS condition,
    coalesce(intervention.label, claim.intervention) AS intervention,
    CASE claim.study_type WHEN 'none' THEN 'not stated' ELSE replace(claim.study_type, '_', ' ') END
        AS stated_study_type,
    claim.study_year AS stated_year,
    coalesce(publication.title, study.title, 'not traced') AS source, publication.year, publication.journal,
    publication.doi, publication.pmid, replace(coalesce(publication.standing, 'unknown'), '_', ' ') AS standing,
    citation.role, citation.status AS source_status, citation.confidence AS match,
    coalesce(studytype.label, study.design, 'unknown') AS study_type, study.sample_size AS participants,
    study.population, study.condition AS study_condition,
    CASE WHEN citation.role = 'benchmark' THEN 'held beside the claim by a reviewer' ELSE
        CASE WHEN judged.verdict IN ('contradicted', 'not_supported', 'irrelevant_source', 'overstated',
                                     'partly_supported', 'supported_weak_source', 'supported')
                  AND (citation.status <> 'confirmed' OR coalesce(judged.capped, :false))
             THEN 'probably ' ELSE '' END || replace(judged.verdict, '_', ' ') END AS verdict
FROM citation
JOIN claim ON claim.id = citation.claim_id AND claim.status = 'active'
JOIN snapshot ON snapshot.id = claim.snapshot_id AND snapshot.id IN :newest
JOIN page ON page.id = snapshot.page_id
LEFT JOIN publication ON publication.id = citation.publication_id
LEFT JOIN study ON study.id = publication.study_id
LEFT JOIN studytype ON studytype.code = study.design
LEFT JOIN condition ON condition.code = claim.condition_code
LEFT JOIN intervention ON intervention.code = claim.intervention_code
JOIN (
    SELECT cited.id, verification.capped, CASE
        WHEN verification.id IS NULL AND cited.publication_id IS NULL THEN 'source_unavailable'
        WHEN verification.id IS NULL THEN 'not_checked'
        WHEN verification.suggested = 'not_checkable' AND verification.row <> 'nothing-to-check' THEN
            CASE WHEN :verified THEN 'undecided' ELSE 'not_checked' END
        WHEN verification.suggested IN ('supported', 'supported_weak_source') AND NOT :verified THEN 'not_checked'
        WHEN verification.suggested IN ('contradicted', 'not_supported', 'irrelevant_source', 'overstated',
                                        'partly_supported') AND NOT :decided THEN 'not_checked'
        ELSE verification.suggested END AS verdict
    FROM citation AS cited
    LEFT JOIN publication AS of ON of.id = cited.publication_id
    LEFT JOIN verification ON verification.claim_id = cited.claim_id AND verification.study_id = of.study_id
) AS judged ON judged.id = citation.id
WHERE citation.status <> 'refused'"""

_STUDIES = """CREATE VIEW view_studies AS SELECT study.key AS study, study.title,
    coalesce(studytype.label, study.design) AS study_type, study.year, study.journal, study.registry_id,
    coalesce(condition.label, study.condition) AS condition,
    coalesce(intervention.label, study.intervention) AS intervention,
    study.sample_size AS participants, study.population, study.route, study.dose, study.follow_up, study.funding,
    study.basis AS read_from, CASE WHEN study.draft THEN 'draft, nobody has accepted it' ELSE 'entered' END AS state,
    (SELECT count(*) FROM result WHERE result.study_id = study.id) AS results
FROM study
LEFT JOIN studytype ON studytype.code = study.design
LEFT JOIN condition ON condition.code = study.condition_code
LEFT JOIN intervention ON intervention.code = study.intervention_code"""

_RESULTS = """CREATE VIEW view_results AS SELECT study.key AS study, result.outcome,
    replace(result.kind, '_', ' ') AS role, result.arm, result.comparator,
    result.timepoint, result.measure, result.value, result.high, result.unit,
    result.ci_low, result.ci_high, result.p_comparator, result.p_value,
    replace(result.direction, '_', ' ') AS direction,
    CASE WHEN result.unverified THEN 'not seen in a source' ELSE 'seen in a source' END AS basis, result.text
FROM result JOIN study ON study.id = result.study_id"""

_PUBLICATIONS = """CREATE VIEW view_publications AS SELECT publication.key AS publication, publication.title,
    :authors AS authors, publication.journal, publication.year, publication.doi, publication.pmid, publication.pmcid,
    replace(publication.standing, '_', ' ') AS standing, coalesce(studytype.label, publication.design) AS study_type,
    study.key AS study
FROM publication
LEFT JOIN study ON study.id = publication.study_id
LEFT JOIN studytype ON studytype.code = publication.design"""

_FINDINGS = """CREATE VIEW view_findings AS SELECT page.key AS page, finding.rule, finding.severity, claim.key AS claim,
    claim.quote, CASE WHEN finding.probable THEN 'probably: ' ELSE '' END || finding.message AS message,
    :caveats AS caveats, finding.status, finding.status_reason AS reason, reviewer.name AS reviewer
FROM finding
JOIN snapshot ON snapshot.id = finding.snapshot_id AND snapshot.id IN :newest
JOIN page ON page.id = snapshot.page_id
LEFT JOIN claim ON claim.id = finding.claim_id
LEFT JOIN reviewer ON reviewer.id = finding.reviewer_id"""

_JUDGEMENTS = """CREATE VIEW view_judgements AS SELECT page.key AS page, claim.key AS claim, claim.quote,
    snapshot.captured_at, judgement.axis, replace(judgement.value, '_', ' ') AS value, judgement.rationale,
    replace(judgement.basis, '_', ' ') AS read_from, reviewer.name AS reviewer, judgement.role,
    project.key AS project, protocol.version AS protocol, judgement.created_at AS judged_at
FROM judgement
JOIN claim ON claim.id = judgement.claim_id
JOIN snapshot ON snapshot.id = claim.snapshot_id
JOIN page ON page.id = snapshot.page_id
JOIN reviewer ON reviewer.id = judgement.reviewer_id
JOIN protocol ON protocol.id = judgement.protocol_id
JOIN project ON project.id = protocol.project_id
WHERE NOT EXISTS (SELECT 1 FROM judgement AS later WHERE later.supersedes_id = judgement.id)"""

VIEWS = (_PAGES, _CLAIMS, _EVIDENCE, _STUDIES, _RESULTS, _PUBLICATIONS, _FINDINGS, _JUDGEMENTS)

_WORDS = {
    "sqlite": {
        ":numbers": "(SELECT group_concat(shown, '; ') FROM (SELECT :number AS shown FROM quantity "
        "WHERE quantity.claim_id = claim.id ORDER BY position))",
        ":authors": "(SELECT group_concat(value, '; ') FROM json_each(publication.authors))",
        ":caveats": "(SELECT group_concat(value, '; ') FROM json_each(finding.caveats))",
        ":decided": "EXISTS (SELECT 1 FROM json_each(verification.checks) AS one "
        "WHERE one.value ->> '$.result' <> 'not_checked')",
        ":verified": "EXISTS (SELECT 1 FROM json_each(verification.checks) AS one "
        "WHERE one.value ->> '$.result' <> 'not_checked' AND one.value ->> '$.name' IN :decisive)",
        ":false": "0",
    },
    "postgresql": {
        ":numbers": "(SELECT string_agg(:number, '; ' ORDER BY position) FROM quantity "
        "WHERE quantity.claim_id = claim.id)",
        ":authors": "(SELECT string_agg(value, '; ') FROM json_array_elements_text(publication.authors))",
        ":caveats": "(SELECT string_agg(value, '; ') FROM json_array_elements_text(finding.caveats))",
        ":decided": "EXISTS (SELECT 1 FROM json_array_elements(verification.checks) AS one "
        "WHERE one ->> 'result' <> 'not_checked')",
        ":verified": "EXISTS (SELECT 1 FROM json_array_elements(verification.checks) AS one "
        "WHERE one ->> 'result' <> 'not_checked' AND one ->> 'name' IN :decisive)",
        ":false": "false",
    },
}
"""What each kind of database says in the place of a word in the views."""

_FOR_BOTH = {
    ":number": "coalesce(raw, trim(CAST(value AS TEXT) || ' ' || coalesce(unit, '')))",
    ":decisive": "('numbers', 'direction', 'design')",
    ":newest": "(SELECT max(id) FROM snapshot GROUP BY page_id)",
}


def statements(dialect: str) -> tuple[str, ...]:
    """The statements for a kind of database."""
    return tuple(_said(view, _WORDS[dialect] | _FOR_BOTH) for view in VIEWS)


def _said(view: str, words: dict[str, str]) -> str:
    for name, meaning in words.items():
        view = view.replace(name, meaning)
    return view
