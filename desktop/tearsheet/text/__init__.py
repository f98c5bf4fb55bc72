"""Pure strings: addresses, words for people, CJK, dates, file names."""
