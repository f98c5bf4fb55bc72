"""Turn a database on a PostgreSQL server into what a folder is to a library."""
