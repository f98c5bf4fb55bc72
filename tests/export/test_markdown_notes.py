"""Footnotes and formulas of a page are those of its note, wherever a note has them."""

from tearsheet.export.markdown.writer import markdown

BACK = '<a href="#in-r1">↩</a>'
CALL = '<sup id="in-r1"><a href="#in-n1">1</a></sup>'


def test_a_footnote_stands_where_its_list_stood() -> None:
    page = f'<p>Said{CALL} so.</p><div class="footnotes"><ol><li id="in-n1"><p>By whom. {BACK}</p></li></ol></div>'
    assert markdown(page) == "Said[^1] so.\n\n[^1]: By whom."


def test_a_footnote_of_several_blocks_is_indented() -> None:
    page = f'<p>A{CALL}</p><ol><li id="in-n1"><p>One.</p><pre>x\n\ny</pre><p>Two. {BACK}</p></li></ol>'
    assert markdown(page) == "A[^1]\n\n[^1]: One.\n\n    ```\n    x\n\n    y\n    ```\n\n    Two."


def test_a_footnote_that_is_a_paragraph_loses_the_mark_it_begins_with() -> None:
    page = '<p>One<a id="in-b" href="#in-a">[1]</a>.</p><p id="in-a"><a href="#in-b">[1]</a> First.</p>'
    assert markdown(page) == "One[^1].\n\n[^1]: First."


def test_two_footnotes_of_one_mark_have_names_of_their_own() -> None:
    calls = "".join(f'<p>x<sup id="in-r{n}"><a href="#in-n{n}">1</a></sup></p>' for n in (1, 2))
    notes = "".join(f'<ol><li id="in-n{n}">n{n} <a href="#in-r{n}">↩</a></li></ol>' for n in (1, 2))
    assert markdown(calls + notes) == "x[^1]\n\nx[^1-2]\n\n[^1]: n1\n\n[^1-2]: n2"


def test_what_follows_a_footnote_is_not_taken_for_its_address_or_its_text() -> None:
    page = f'<p>{CALL}(see) {CALL}</p><p>{CALL}: so</p><ol><li id="in-n1">n {BACK}</li></ol>'
    assert markdown(page) == "[^1]\\(see) [^1]\n\n[^1]\\: so\n\n[^1]: n"


def test_a_list_in_which_not_every_item_is_a_note_stays_a_list() -> None:
    page = f'<p>A{CALL}</p><ol><li id="in-n1">called {BACK}</li><li>not called</li></ol>'
    assert markdown(page) == "A<sup>1</sup>\n\n1. called ↩\n2. not called"


def test_a_note_called_from_where_only_html_can_stand_stays_as_it_is() -> None:
    table = f'<table><tr><td rowspan="2">v{CALL}</td><td>1</td></tr><tr><td>2</td></tr></table>'
    page = f'{table}<ol><li id="in-n1">Note {BACK}</li></ol>'
    assert "[^" not in markdown(page)
    assert markdown(page).endswith("1. Note ↩")


def test_contents_are_no_footnotes() -> None:
    page = '<ul><li><a href="#in-s">1</a></li></ul><h2 id="in-s">Part</h2><p id="in-t">Words</p><a href="#in-t">2</a>'
    assert "[^" not in markdown(page)


def test_a_formula_is_its_tex_between_dollar_signs() -> None:
    inline = '<math alttext="{\\displaystyle E=mc^2}"><mi>E</mi></math>'
    display = '<math display="block"><semantics><mi>x</mi><annotation encoding="application/x-tex">x_1</annotation>'
    assert markdown(f"<p>so {inline} is</p>") == "so $E=mc^2$ is"
    assert markdown(f"{display}</semantics></math>") == "$$x_1$$"


def test_tex_that_stands_in_the_text_is_a_formula_and_other_brackets_are_none() -> None:
    assert markdown("<p>a \\(x_1\\) b \\[y^2\\] c $$z=1$$</p>") == "a $x_1$ b $$y^2$$ c $$z=1$$"
    assert markdown("<p>\\(foo\\) costs $$</p>") == "\\\\(foo\\\\) costs \\$\\$"
    assert markdown("<p><code>\\(x_1\\)</code></p>") == "`\\(x_1\\)`"


def test_a_formula_without_tex_stays_mathml() -> None:
    assert markdown("<p><math><mn>1</mn></math></p>") == "<math><mn>1</mn></math>"


def test_boxes_to_check_are_boxes() -> None:
    assert markdown("<ul><li>☑ done</li><li><p>☐ open</p></li></ul>") == "- [x] done\n- [ ] open"


def test_columns_are_aligned_as_their_cells_agree() -> None:
    head = "<tr><th>a</th><th>b</th><th>c</th></tr>"
    first = '<tr><td align="right">1</td><td style="text-align: center">2</td><td align="left">3</td></tr>'
    second = '<tr><td align="right">4</td><td align="center">5</td><td>6</td></tr>'
    assert markdown(f"<table>{head}{first}{second}</table>").split("\n")[1] == "| --: | :-: | --- |"


def test_a_page_that_begins_with_a_rule_begins_no_front_matter() -> None:
    assert markdown("<hr><p>title: x</p><hr>") == "***\n\ntitle: x\n\n---"
