"""Turn articles into pages of a Logseq graph: an outline that its parser, mldoc, reads as it is meant (note 010)."""
