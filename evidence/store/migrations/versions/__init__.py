"""The layouts a database has had, and the steps from one to the next; data are never changed here without saying so."""
