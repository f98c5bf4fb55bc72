"""Turn articles into Markdown, Tearsheet's way and others', and see what two renderers make of it.

The line, a module a step: articles (pages as Tearsheet reads them) and tests/support/markdown_cases (nasty ones) →
converters (who writes) → renderers (cmark-gfm, goldmark) and outline (mldoc, for Logseq) → judge (what was said) →
board (figures a converter).
"""
