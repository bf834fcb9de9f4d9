"""Text and tables on one side, records on the other; what a record means is not decided here."""
