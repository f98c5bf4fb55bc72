"""Turn a Jekyll site, a folder of posts, or one post into items: the importer of what export/jekyll writes, and others.

The shapes are those of 20,000 posts that generators wrote by joining strings: desktop/notes/023-importing.md.
"""

from tearsheet.importers.importer import Importer
from tearsheet.importers.jekyll.post import read
from tearsheet.importers.jekyll.site import folder_of, posts_in, recognises

JEKYLL = Importer(name="jekyll", title="Jekyll", recognises=recognises, entries=posts_in, read=read, folder=folder_of)
