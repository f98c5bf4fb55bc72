"""Turn a query into articles: the index of words, the SQL that asks it, and the rows that a list shows."""
