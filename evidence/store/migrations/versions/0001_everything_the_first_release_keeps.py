"""Everything the first release keeps."""

import sqlalchemy as sa
from alembic import op

from evidence.store.migrations.guards import statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Change the layout."""
    op.create_table(
        "activity",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("object_type", sa.String(), nullable=False),
        sa.Column("object_key", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("tool_version", sa.String(), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("hash", name=op.f("uq_activity_hash")),
        sa.UniqueConstraint("previous_hash", name=op.f("uq_activity_previous_hash")),
    )
    op.create_table(
        "advertiser",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("jurisdiction", sa.String(), nullable=True),
        sa.Column("sites", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advertiser")),
    )
    op.create_index(op.f("ix_advertiser_key"), "advertiser", ["key"], unique=True)
    op.create_table(
        "condition",
        sa.Column("code", sa.String(200), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("synonyms", sa.JSON(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("mesh_ui", sa.String(), nullable=True),
        sa.Column("mesh_descriptor", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
    )
    op.create_index(op.f("ix_condition_code"), "condition", ["code"], unique=True)
    op.create_table(
        "intervention",
        sa.Column("code", sa.String(200), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("synonyms", sa.JSON(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("mesh_ui", sa.String(), nullable=True),
        sa.Column("mesh_descriptor", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intervention")),
    )
    op.create_index(op.f("ix_intervention_code"), "intervention", ["code"], unique=True)
    op.create_table(
        "original",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_original")),
    )
    op.create_table(
        "project",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sampling_frame", sa.String(), nullable=True),
        sa.Column("jurisdiction", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    op.create_index(op.f("ix_project_key"), "project", ["key"], unique=True)
    op.create_table(
        "reviewer",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("orcid", sa.String(), nullable=True),
        sa.Column("interests", sa.String(), nullable=True),
        sa.Column("interests_dated", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewer")),
    )
    op.create_index(op.f("ix_reviewer_key"), "reviewer", ["key"], unique=True)
    op.create_table(
        "study",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("design", sa.String(), nullable=False),
        sa.Column("design_detail", sa.String(), nullable=True),
        sa.Column("species", sa.String(), nullable=True),
        sa.Column("sample_size", sa.Integer(), nullable=True),
        sa.Column(
            "sample_size_basis",
            sa.Enum(
                "randomised",
                "enrolled",
                "analysed",
                "planned",
                "pooled",
                "unknown",
                name="samplesizebasis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("studies_pooled", sa.Integer(), nullable=True),
        sa.Column("population", sa.String(), nullable=True),
        sa.Column("setting", sa.String(), nullable=True),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column("condition_code", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("intervention", sa.String(), nullable=True),
        sa.Column("intervention_code", sa.String(), nullable=True),
        sa.Column("route", sa.String(), nullable=True),
        sa.Column("dose", sa.String(), nullable=True),
        sa.Column("follow_up", sa.String(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("journal", sa.String(), nullable=True),
        sa.Column("registry_id", sa.String(), nullable=True),
        sa.Column("funding", sa.String(), nullable=True),
        sa.Column("controlled", sa.Boolean(), nullable=True),
        sa.Column(
            "basis",
            sa.Enum(
                "abstract",
                "full_text",
                "registry",
                "entered_results",
                "metadata",
                "unknown",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("source_url", sa.String(), nullable=True),
        sa.Column("unverified", sa.JSON(), nullable=False),
        sa.Column("passages", sa.JSON(), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
    )
    op.create_index(op.f("ix_study_condition_code"), "study", ["condition_code"], unique=False)
    op.create_index(op.f("ix_study_design"), "study", ["design"], unique=False)
    op.create_index(op.f("ix_study_intervention_code"), "study", ["intervention_code"], unique=False)
    op.create_index(op.f("ix_study_key"), "study", ["key"], unique=True)
    op.create_index(op.f("ix_study_registry_id"), "study", ["registry_id"], unique=False)
    op.create_table(
        "studytype",
        sa.Column("code", sa.String(200), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("publication_type_uis", sa.JSON(), nullable=False),
        sa.Column("mesh_uis", sa.JSON(), nullable=False),
        sa.Column("stated_as", sa.JSON(), nullable=False),
        sa.Column("ocebm_benefit", sa.Integer(), nullable=True),
        sa.Column("allowed_wording", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studytype")),
    )
    op.create_index(op.f("ix_studytype_code"), "studytype", ["code"], unique=True)
    op.create_table(
        "appraisal",
        sa.Column(
            "tool",
            sa.Enum(
                "ocebm_2011",
                "grade",
                "rob_2",
                "robins_i",
                "amstar_2",
                "inspect_sr",
                name="appraisaltool",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("starting", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewer.id"], name=op.f("fk_appraisal_reviewer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_appraisal_study_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal")),
    )
    op.create_index(op.f("ix_appraisal_reviewer_id"), "appraisal", ["reviewer_id"], unique=False)
    op.create_index(op.f("ix_appraisal_study_id"), "appraisal", ["study_id"], unique=False)
    op.create_table(
        "arm",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("intervention", sa.String(), nullable=True),
        sa.Column("route", sa.String(), nullable=True),
        sa.Column("dose", sa.String(), nullable=True),
        sa.Column("schedule", sa.String(), nullable=True),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_arm_study_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arm")),
        sa.UniqueConstraint("study_id", "name", name=op.f("uq_arm_study_id_name")),
    )
    op.create_index(op.f("ix_arm_study_id"), "arm", ["study_id"], unique=False)
    op.create_table(
        "page",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("advertiser_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["advertiser_id"], ["advertiser.id"], name=op.f("fk_page_advertiser_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
    )
    op.create_index(op.f("ix_page_advertiser_id"), "page", ["advertiser_id"], unique=False)
    op.create_index(op.f("ix_page_key"), "page", ["key"], unique=True)
    op.create_table(
        "protocol",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("jurisdiction", sa.String(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_protocol_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol")),
        sa.UniqueConstraint("project_id", "version", name=op.f("uq_protocol_project_id_version")),
    )
    op.create_index(op.f("ix_protocol_project_id"), "protocol", ["project_id"], unique=False)
    op.create_table(
        "publication",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("collective_authors", sa.JSON(), nullable=False),
        sa.Column("journal", sa.String(), nullable=True),
        sa.Column("journal_abbreviation", sa.String(), nullable=True),
        sa.Column("issn", sa.JSON(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("issued", sa.String(), nullable=True),
        sa.Column("volume", sa.String(), nullable=True),
        sa.Column("issue", sa.String(), nullable=True),
        sa.Column("pages", sa.String(), nullable=True),
        sa.Column("publisher", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("pmid", sa.String(), nullable=True),
        sa.Column("doi", sa.String(), nullable=True),
        sa.Column("pmcid", sa.String(), nullable=True),
        sa.Column("isbn", sa.String(), nullable=True),
        sa.Column("pii", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("registry_ids", sa.JSON(), nullable=False),
        sa.Column("abstract", sa.JSON(), nullable=False),
        sa.Column("publication_types", sa.JSON(), nullable=False),
        sa.Column("mesh", sa.JSON(), nullable=False),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column(
            "standing",
            sa.Enum(
                "current",
                "corrected",
                "expression_of_concern",
                "retracted",
                "withdrawn",
                "reinstated",
                "superseded",
                "preprint_only",
                "unknown",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("standing_source", sa.String(), nullable=True),
        sa.Column("standing_checked_on", sa.Date(), nullable=True),
        sa.Column("notices", sa.JSON(), nullable=False),
        sa.Column("design", sa.String(), nullable=True),
        sa.Column("design_basis", sa.String(), nullable=True),
        sa.Column("source_format", sa.String(), nullable=True),
        sa.Column("source_record", sa.Text(), nullable=True),
        sa.Column("csl", sa.JSON(), nullable=False),
        sa.Column("not_kept", sa.JSON(), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_publication_study_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_index(op.f("ix_publication_design"), "publication", ["design"], unique=False)
    op.create_index(op.f("ix_publication_doi"), "publication", ["doi"], unique=False)
    op.create_index(op.f("ix_publication_key"), "publication", ["key"], unique=True)
    op.create_index(op.f("ix_publication_pmcid"), "publication", ["pmcid"], unique=False)
    op.create_index(op.f("ix_publication_pmid"), "publication", ["pmid"], unique=False)
    op.create_index(op.f("ix_publication_study_id"), "publication", ["study_id"], unique=False)
    op.create_index(op.f("ix_publication_year"), "publication", ["year"], unique=False)
    op.create_table(
        "result",
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "primary",
                "secondary",
                "exploratory",
                "subgroup",
                "adverse_event",
                "serious_adverse_event",
                "baseline",
                "process",
                "unknown",
                name="outcomekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("arm", sa.String(), nullable=True),
        sa.Column("comparator", sa.String(), nullable=True),
        sa.Column("timepoint", sa.String(), nullable=True),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column(
            "quantity_kind",
            sa.Enum(
                "percent",
                "percent_of_people",
                "percent_change",
                "ratio",
                "count",
                "sample_size",
                "dose",
                "duration",
                "p_value",
                "confidence_interval",
                "score",
                "measure",
                "year",
                "other",
                name="quantitykind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("sd", sa.Float(), nullable=True),
        sa.Column("ci_low", sa.Float(), nullable=True),
        sa.Column("ci_high", sa.Float(), nullable=True),
        sa.Column("ci_level", sa.Float(), nullable=True),
        sa.Column("p_value", sa.Float(), nullable=True),
        sa.Column("p_comparator", sa.String(), nullable=True),
        sa.Column(
            "direction",
            sa.Enum(
                "benefit",
                "harm",
                "no_difference",
                "neutral",
                "unknown",
                name="direction",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("significant", sa.Boolean(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("unverified", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_result_study_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
    )
    op.create_index(op.f("ix_result_study_id"), "result", ["study_id"], unique=False)
    op.create_table(
        "projectpage",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_projectpage_page_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_projectpage_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("project_id", "page_id", name=op.f("pk_projectpage")),
    )
    op.create_table(
        "snapshot",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("text_algorithm", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("encoding", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("links_visible", sa.Boolean(), nullable=False),
        sa.Column("chrome_visible", sa.Boolean(), nullable=False),
        sa.Column("images_unread", sa.Integer(), nullable=False),
        sa.Column("videos_unread", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("byline", sa.String(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("modified", sa.String(), nullable=True),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("reference_list", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_snapshot_page_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint(
            "page_id", "sha256", "text_algorithm", name=op.f("uq_snapshot_page_id_sha256_text_algorithm")
        ),
    )
    op.create_index(op.f("ix_snapshot_page_id"), "snapshot", ["page_id"], unique=False)
    op.create_index(op.f("ix_snapshot_sha256"), "snapshot", ["sha256"], unique=False)
    op.create_table(
        "claim",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column(
            "claim_type",
            sa.Enum(
                "efficacy",
                "comparative_efficacy",
                "safety",
                "mechanism",
                "prevalence",
                "regulatory",
                "definition",
                "guidance",
                "promotional",
                name="claimtype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("intervention", sa.String(), nullable=True),
        sa.Column("intervention_code", sa.String(), nullable=True),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column("condition_code", sa.String(), nullable=True),
        sa.Column("comparator", sa.String(), nullable=True),
        sa.Column("route", sa.String(), nullable=True),
        sa.Column("dose", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column(
            "direction",
            sa.Enum(
                "benefit",
                "harm",
                "no_difference",
                "neutral",
                "unknown",
                name="direction",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sample_size", sa.Integer(), nullable=True),
        sa.Column("species", sa.String(), nullable=True),
        sa.Column(
            "study_type",
            sa.Enum(
                "rct",
                "clinical_trial",
                "systematic_review",
                "meta_analysis",
                "review",
                "cohort",
                "case_control",
                "cross_sectional",
                "retrospective",
                "case_series",
                "case_report",
                "survey",
                "guideline",
                "expert_opinion",
                "testimonial",
                "animal",
                "in_vitro",
                "unspecified_study",
                "none",
                name="stateddesign",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("study_year", sa.Integer(), nullable=True),
        sa.Column("journal", sa.String(), nullable=True),
        sa.Column("attribution", sa.String(), nullable=True),
        sa.Column(
            "assertiveness",
            sa.Enum(
                "guarantee",
                "fact",
                "hedged",
                "possibility",
                "testimonial",
                name="assertiveness",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("needs_citation", sa.Boolean(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum("curated", "extracted", name="origin", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "rejected",
                "removed",
                name="claimstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cues", sa.JSON(), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.CheckConstraint('"end" > start', name=op.f("ck_claim_span_not_empty")),
        sa.CheckConstraint('length(quote) = "end" - start', name=op.f("ck_claim_span_is_quote_long")),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_claim_snapshot_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("snapshot_id", "key", name=op.f("uq_claim_snapshot_id_key")),
    )
    op.create_index(
        "ix_claim_by_condition",
        "claim",
        ["status", "condition_code", "study_type", "study_year", "snapshot_id", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_claim_condition_code"), "claim", ["condition_code"], unique=False)
    op.create_index(op.f("ix_claim_intervention_code"), "claim", ["intervention_code"], unique=False)
    op.create_index(op.f("ix_claim_key"), "claim", ["key"], unique=False)
    op.create_index(op.f("ix_claim_snapshot_id"), "claim", ["snapshot_id"], unique=False)
    op.create_table(
        "citation",
        sa.Column("attribution", sa.String(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("href", sa.String(), nullable=True),
        sa.Column(
            "role",
            sa.Enum("cited", "benchmark", name="citationrole", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "method",
            sa.Enum(
                "identifier",
                "link",
                "reference_list",
                "match",
                "curator",
                "none",
                name="citationmethod",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "confidence",
            sa.Enum(
                "certain",
                "probable",
                "possible",
                "not_found",
                name="matchconfidence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "confirmed",
                "candidate",
                "refused",
                "unresolved",
                name="citationstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_citation_claim_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_citation_publication_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
        sa.UniqueConstraint(
            "claim_id", "publication_id", "role", name=op.f("uq_citation_claim_id_publication_id_role")
        ),
    )
    op.create_index(op.f("ix_citation_claim_id"), "citation", ["claim_id"], unique=False)
    op.create_index(op.f("ix_citation_publication_id"), "citation", ["publication_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column(
            "severity",
            sa.Enum(
                "info",
                "minor",
                "major",
                "critical",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("claim_key", sa.String(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("caveats", sa.JSON(), nullable=False),
        sa.Column("probable", sa.Boolean(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "accepted",
                "dismissed",
                name="findingstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("status_reason", sa.String(), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_finding_claim_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewer.id"], name=op.f("fk_finding_reviewer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_finding_snapshot_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("snapshot_id", "identity", name=op.f("uq_finding_snapshot_id_identity")),
    )
    op.create_index(op.f("ix_finding_claim_id"), "finding", ["claim_id"], unique=False)
    op.create_index(op.f("ix_finding_identity"), "finding", ["identity"], unique=False)
    op.create_index(op.f("ix_finding_reviewer_id"), "finding", ["reviewer_id"], unique=False)
    op.create_index(op.f("ix_finding_rule"), "finding", ["rule"], unique=False)
    op.create_index(op.f("ix_finding_snapshot_id"), "finding", ["snapshot_id"], unique=False)
    op.create_table(
        "judgement",
        sa.Column(
            "axis",
            sa.Enum("support", "accuracy", "rule", name="axis", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=True),
        sa.Column(
            "basis",
            sa.Enum(
                "abstract",
                "full_text",
                "registry",
                "entered_results",
                "metadata",
                "unknown",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "role",
            sa.Enum("coder", "adjudicator", name="reviewerrole", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("blinded", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_judgement_claim_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["protocol_id"], ["protocol.id"], name=op.f("fk_judgement_protocol_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewer.id"], name=op.f("fk_judgement_reviewer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["judgement.id"], name=op.f("fk_judgement_supersedes_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_judgement_supersedes_id")),
    )
    op.create_index(op.f("ix_judgement_claim_id"), "judgement", ["claim_id"], unique=False)
    op.create_index(op.f("ix_judgement_protocol_id"), "judgement", ["protocol_id"], unique=False)
    op.create_index(op.f("ix_judgement_reviewer_id"), "judgement", ["reviewer_id"], unique=False)
    op.create_index(
        "uq_judgement_root",
        "judgement",
        ["claim_id", "axis", "reviewer_id", "protocol_id"],
        unique=True,
        sqlite_where=sa.text("supersedes_id IS NULL AND axis <> 'rule'"),
        postgresql_where=sa.text("supersedes_id IS NULL AND axis <> 'rule'"),
    )
    op.create_index(
        "uq_judgement_rule_root",
        "judgement",
        ["claim_id", "reviewer_id", "protocol_id", "value"],
        unique=True,
        sqlite_where=sa.text("supersedes_id IS NULL AND axis = 'rule'"),
        postgresql_where=sa.text("supersedes_id IS NULL AND axis = 'rule'"),
    )
    op.create_table(
        "quantity",
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "percent",
                "percent_of_people",
                "percent_change",
                "ratio",
                "count",
                "sample_size",
                "dose",
                "duration",
                "p_value",
                "confidence_interval",
                "score",
                "measure",
                "year",
                "other",
                name="quantitykind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("comparator", sa.String(), nullable=True),
        sa.Column("arm", sa.String(), nullable=True),
        sa.Column("timepoint", sa.String(), nullable=True),
        sa.Column("raw", sa.String(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_quantity_claim_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quantity")),
    )
    op.create_index(op.f("ix_quantity_claim_id"), "quantity", ["claim_id"], unique=False)
    op.create_table(
        "verification",
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "abstract",
                "full_text",
                "registry",
                "entered_results",
                "metadata",
                "unknown",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "suggested",
            sa.Enum(
                "supported",
                "supported_weak_source",
                "overstated",
                "partly_supported",
                "not_supported",
                "contradicted",
                "irrelevant_source",
                "no_citation",
                "source_unavailable",
                "not_checkable",
                name="support",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("capped", sa.Boolean(), nullable=False),
        sa.Column("tool_version", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("citation_id", sa.Integer(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["citation_id"], ["citation.id"], name=op.f("fk_verification_citation_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_verification_claim_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_verification_study_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sa.UniqueConstraint("claim_id", "study_id", name=op.f("uq_verification_claim_id_study_id")),
    )
    op.create_index(op.f("ix_verification_citation_id"), "verification", ["citation_id"], unique=False)
    op.create_index(op.f("ix_verification_claim_id"), "verification", ["claim_id"], unique=False)
    op.create_index(op.f("ix_verification_study_id"), "verification", ["study_id"], unique=False)
    op.create_index(op.f("ix_verification_suggested"), "verification", ["suggested"], unique=False)
    for statement in statements(op.get_bind().dialect.name):
        op.execute(statement)
