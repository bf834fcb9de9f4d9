"""What registries answer, as records: Crossref, Europe PMC and ClinicalTrials.gov; nothing is asked or kept here."""
