"""Identities, so that an article's number is never taken for a job's."""

from typing import NewType

ArticleId = NewType("ArticleId", int)
VersionId = NewType("VersionId", int)
JobId = NewType("JobId", int)
AnnotationId = NewType("AnnotationId", int)
StepId = NewType("StepId", int)
Sha256 = NewType("Sha256", str)
"""A blob's or a content's identity: 64 lower-case hexadecimal digits."""
