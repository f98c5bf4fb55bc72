from tearsheet.extract.parse import parse
from tearsheet.extract.prepare import prepare
from tearsheet.extract.trees import words_of


def settled(html: str) -> str:
    root = parse(f"<html><body>{html}</body></html>").root
    prepare(root)
    return words_of(root)


def test_tex_that_mathjax_would_draw_stands_in_the_text() -> None:
    assert settled("<p>a <script type=math/tex>x^2</script> b</p>") == r"a \(x^2\) b"
    assert settled("<script type='math/tex; mode=display'>x</script>") == r"\[x\]"


def test_what_mathjax_drew_of_it_is_not_there_twice() -> None:
    drawn = "<span class=MathJax_Preview>x2</span><span class='MathJax'>x2</span><script type=math/tex>x^2</script>"
    assert settled(f"<p>{drawn}</p>") == r"\(x^2\)"


def test_of_katex_the_mathml_stays() -> None:
    mathml, drawn = "<math><mi>x</mi></math>", "<span class=katex-html>x</span>"
    assert settled(f"<p><span class=katex><span class=katex-mathml>{mathml}</span>{drawn}</span></p>") == "x"
