"""The library's tables, as the newest migration leaves them.

Times are microseconds since 1970 in UTC; where a page or a person has an offset of their own, its minutes stand beside.
Identities of contents and blobs are 64 hexadecimal digits. Names and meanings are those of the model.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData()

# What a person sorts by, and types in a search, without minding capital letters.
_words = Text().with_variant(Text(collation="NOCASE"), "sqlite")

# What is compared code point by code point, as SQLite does by itself.
_key = Text().with_variant(Text(collation="C"), "postgresql")


def _metadata_columns() -> tuple[Column[object], ...]:
    """Return what a page says of itself: on a version as it was read, on an article as it is shown."""
    return (
        Column("title", _words, nullable=False),
        Column("byline", Text, nullable=False),
        Column("source", _words, nullable=False),
        Column("site", Text, nullable=False),
        Column("editor", Text, nullable=False),
        Column("original_title", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("excerpt", Text, nullable=False),
        Column("image", Text, nullable=False),
        Column("published", BigInteger),
        Column("published_offset", Integer),
    )


def _more_metadata_columns() -> tuple[Column[object], ...]:
    """Return what came later, behind all else: lists read none of it, nor skip over it to reach what they do read."""
    return (
        Column("modified", BigInteger),
        Column("modified_offset", Integer),
        Column("canonical", Text, nullable=False, server_default=""),
        Column("keywords", JSON, nullable=False, server_default="[]"),
        Column("section", Text, nullable=False, server_default=""),
    )


def _belongs_to(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(f"{name}_id", Integer, ForeignKey(f"{name}.id", ondelete="CASCADE"), nullable=nullable)


HALF_MOVED = "moving"
"""The row of `meta` that has the uid of the library which is being moved here (transferring.py)."""

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

content = Table(
    "content",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),  # zstd; last, so that the row's other columns are read without it
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
)

# The blobs themselves, in a library that has no folder for them (server/blobs.py); empty in one that has.
blob_bytes = Table(
    "blob_bytes",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("put", BigInteger, nullable=False, server_default="0"),
)

MARKS = "ix_article_marks"
"""The index of what a search asks of each of its hits, a tenth of the rows' own size."""
FLAGS = "ix_article_flags"
"""The index in which a list of everything is counted, and the sidebar's numbers."""
UNFINISHED = "ix_job_unfinished"
"""The index in which the next job is found."""

article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),  # the order kept; never given twice
    Column("uid", String(32), nullable=False, unique=True),
    Column("key", Text, nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("share_link", Text, nullable=False),
    Column("kind", Text, nullable=False),
    *_metadata_columns(),
    Column("note", Text, nullable=False, default=""),
    Column("words", Integer, nullable=False),
    Column("saved", BigInteger, nullable=False),
    Column("saved_offset", Integer, nullable=False),
    Column("read", Boolean, nullable=False, default=False),
    Column("archived", Boolean, nullable=False, default=False),
    Column("favourite", Boolean, nullable=False, default=False),
    Column("deleted", BigInteger),
    # No foreign key: article and version would each have to come first.
    Column("version_id", Integer, nullable=False, default=0),
    Column("picture", String(64)),  # blob for a list, and the number of pictures that could not be had:
    Column("missing", Integer, nullable=False, default=0),  # both follow from the current version's resources
    *_more_metadata_columns(),
    # A person said which version is shown: it stays until the page says something new.
    Column("chosen", Boolean, nullable=False, default=False, server_default=false()),
    # What title and source are sorted by (text/pinyin.py): the same order on every database.
    Column("title_key", _key, nullable=False, default="", server_default=""),
    Column("source_key", _key, nullable=False, default="", server_default=""),
    # For lists, newest first: each row of an index ends with the article's number.
    Index("ix_article_read", "read"),
    Index("ix_article_archived", "archived"),
    Index("ix_article_favourite", "favourite"),
    Index("ix_article_day", "published", "saved", "deleted"),
    # With all that a list of everything asks, so that no row is read for it.
    Index("ix_article_title", "title_key", "deleted"),
    Index("ix_article_source_key", "source_key", "deleted"),
    Index(FLAGS, "deleted", "archived", "read", "favourite"),
    Index("ix_article_source", "source", "deleted"),
    Index(MARKS, "id", "deleted", "archived", "read", "favourite", "published", "saved"),
    sqlite_autoincrement=True,
)

article_edit = Table(
    "article_edit",
    metadata,
    Column("article_id", Integer, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("title", Text),
    Column("byline", Text),
    Column("source", Text),
    Column("published", BigInteger),
    Column("published_offset", Integer),
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("id", Integer, primary_key=True),
    _belongs_to("article"),
    Column("captured", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),  # of its pages' bodies in order
    UniqueConstraint("article_id", "sha256"),
)

snapshot_page = Table(
    "snapshot_page",
    metadata,
    Column("snapshot_id", Integer, ForeignKey("snapshot.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("requested", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("redirects", JSON, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("charset", Text),
    Column("method", Text, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("received_offset", Integer, nullable=False),
    Column("maybe_cut_short", Boolean, nullable=False),
    Column("notes", JSON, nullable=False),
    # A page's body is a content; a file kept as it is, a blob.
    Column("content_sha256", String(64), ForeignKey("content.sha256")),
    Column("blob_sha256", String(64), ForeignKey("blob.sha256")),
)

version = Table(
    "version",
    metadata,
    Column("id", Integer, primary_key=True),
    _belongs_to("article"),
    _belongs_to("snapshot"),
    Column("captured", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    *_metadata_columns(),
    Column("words", Integer, nullable=False),
    Column("flags", JSON, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("html_sha256", String(64), ForeignKey("content.sha256"), nullable=False),
    Column("text_sha256", String(64), ForeignKey("content.sha256"), nullable=False),
    Column("file_sha256", String(64), ForeignKey("blob.sha256")),
    *_more_metadata_columns(),
    Column("share", Float),  # of the page's visible text; unknown of what was read before there was this column
    Index("ix_version_article", "article_id"),
)

resource = Table(
    "resource",
    metadata,
    Column("id", Integer, primary_key=True),
    _belongs_to("article"),
    Column("url", Text, nullable=False),
    Column("candidates", JSON, nullable=False),
    Column("alt", Text, nullable=False),
    Column("blob_sha256", String(64), ForeignKey("blob.sha256")),
    Column("failure", Text, nullable=False),
    UniqueConstraint("article_id", "url"),
)

version_resource = Table(
    "version_resource",
    metadata,
    Column("version_id", Integer, ForeignKey("version.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("resource_id", Integer, ForeignKey("resource.id", ondelete="CASCADE"), nullable=False),
)

tag = Table(
    "tag",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False, unique=True),
)

article_tag = Table(
    "article_tag",
    metadata,
    Column("tag_id", Integer, ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", Integer, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_article_tag", "article_id", "tag_id"),
    sqlite_with_rowid=False,
)

# What follows from it: an article stands once under each of its tags and under each that these are below.
article_subtree = Table(
    "article_subtree",
    metadata,
    Column("tag_id", Integer, ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", Integer, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_article_subtree", "article_id"),
    sqlite_with_rowid=False,
)

annotation = Table(
    "annotation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    _belongs_to("article"),
    _belongs_to("version"),  # the one it was made on
    # The selector; all of it is NULL where the note is about the whole article.
    Column("exact", Text),
    Column("prefix", Text),
    Column("suffix", Text),
    Column("start", Integer),
    Column("end", Integer),
    Column("picture", Text),
    Column("colour", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("created_offset", Integer, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("changed_offset", Integer, nullable=False),
    Column("deleted", BigInteger),
    Column("note", Text, nullable=False),  # last, for it may be long
    Index("ix_annotation_article", "article_id"),
    Index("ix_annotation_colour", "colour", "created"),
    Index("ix_annotation_created", "created"),
    sqlite_autoincrement=True,
)

annotation_tag = Table(
    "annotation_tag",
    metadata,
    Column("tag_id", Integer, ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True),
    Column("annotation_id", Integer, ForeignKey("annotation.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_annotation_tag", "annotation_id", "tag_id"),
    sqlite_with_rowid=False,
)

# Where an annotation stands on a version: reckoned once, or as a person put it.
placement = Table(
    "placement",
    metadata,
    Column("annotation_id", Integer, ForeignKey("annotation.id", ondelete="CASCADE"), primary_key=True),
    Column("version_id", Integer, ForeignKey("version.id", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("picture", Text, nullable=False),
    Column("by_hand", Boolean, nullable=False),
    Index("ix_placement_state", "state", "version_id"),
    sqlite_with_rowid=False,
)

job = Table(
    "job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("share_link", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("rendering", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created", BigInteger, nullable=False),
    Column("not_before", BigInteger),
    Column("owner", Text),
    Column("lease_until", BigInteger),
    Column("reason", Text),
    Column("detail", Text, nullable=False, default=""),
    Column("article_id", Integer, ForeignKey("article.id", ondelete="SET NULL")),
    # One unfinished job a key: a link handed over twice is captured once.
    Index("ix_job_key", "key", unique=True, sqlite_where=text("state != 'done'")),
    Index("ix_job_state", "state", "not_before", "id"),
    Index(UNFINISHED, "id", sqlite_where=text("state != 'done'")),
    sqlite_autoincrement=True,
)

index_queue = Table(
    "index_queue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", Integer, nullable=False),
    sqlite_autoincrement=True,
)

saved_search = Table(
    "saved_search",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("query", Text, nullable=False),  # as typed
    Column("sort", Text, nullable=False),
    Column("position", Integer, nullable=False),
)

# What was done to articles and can be taken back, and what each of them was before.
step = Table(
    "step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("undone", BigInteger),
    Column("detail", JSON, nullable=False),
    sqlite_autoincrement=True,
)

step_article = Table(
    "step_article",
    metadata,
    Column("step_id", Integer, ForeignKey("step.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", Integer, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("before", JSON, nullable=False),
    Index("ix_step_article", "article_id"),
    sqlite_with_rowid=False,
)

# A content or a blob whose bytes are no longer what they were, and why it could not be had again.
damage = Table(
    "damage",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("found", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
)
