"""How exact and how fast search is among ten thousand to a million articles, beside other ways of searching them."""
