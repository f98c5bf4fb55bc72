from tearsheet.document.canonical import canonical_text
from tearsheet.document.formulas import with_alternatives
from tearsheet.document.sanitise import sanitise

TEX = '<annotation encoding="application/x-tex">a &lt; "b"</annotation>'


def test_tex_within_a_formula_stays_as_its_alternative_when_the_annotation_goes() -> None:
    page = f"<p>x <math><semantics><mi>a</mi>{TEX}</semantics></math></p>"
    kept = sanitise(page)
    assert kept == '<p>x <math alttext="a &lt; &quot;b&quot;"><semantics><mi>a</mi></semantics></math></p>'
    assert sanitise(kept) == kept
    assert canonical_text(kept) == "x a"


def test_a_formula_keeps_the_alternative_that_it_has() -> None:
    page = f'<math alttext="c"><semantics><mi>a</mi>{TEX}</semantics></math>'
    assert with_alternatives(page) == page


def test_other_annotations_are_no_tex() -> None:
    page = '<math><annotation encoding="MathML-Content">a</annotation></math>'
    assert with_alternatives(page) == page


def test_each_formula_has_its_own() -> None:
    page = f"<math>{TEX}</math> <math><mi>b</mi></math><annotation encoding=tex>stray</annotation> <math>{TEX}"
    assert with_alternatives(page).count("alttext") == 1


def test_a_cell_keeps_how_it_is_aligned_and_nothing_else_of_its_style() -> None:
    page = '<table><tr><td style="color: red; text-align: RIGHT">1</td><td align="char">2</td><th align="Center">3</th>'
    kept = sanitise(page)
    assert '<td align="right">1</td><td>2</td><th align="center">3</th>' in kept
    assert sanitise(kept) == kept
