"""Turn pages that people have read into a scoreboard of the programs that read articles, Tearsheet among them.

The line, a module a step: corpus (pages and gold) → peers (who reads) → pool (each page by each, under a limit of time)
→ score (shingles, structure, metadata) → board (rows, intervals) → tables (words and Markdown); cost stands beside it.
"""
