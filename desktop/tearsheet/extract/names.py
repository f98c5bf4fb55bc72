"""Turn a line that names people into their names."""

import re
from collections.abc import Iterable, Sequence

from tearsheet.extract.strings import one_line

_LOOKED_AT = 400
_LONGEST = 100
_MOST = 20

_BY = (
    r"(?:(?:(?:article|story|words|text|post)\s+)?(?:(?:written|posted|published|created|contributed)\s+)?"
    r"(?:and\s+\w{1,12}\s+)?\bby\b|\bauthors?\b(?=\s*:)|\bwords\b(?=\s*:)|\bautore?\b(?=\s*:)|\bавторы?\b(?=\s*:)|\bтекст\b(?=\s*:)|"
    r"\bvon\b|\bpar\b|\bpor\b)"
)
_LABELS = (
    r"(?:文章|本文)?作者|撰文|撰稿人?|(?:本[报報][^\s:：/|／]{0,8}|特[约約]|[见見][习習])?[记記]者|通[讯訊][员員]|"
    r"[编編][译譯]|翻[译譯]|[译譯]者|采写|採訪|文"
)
# What others on the same line did: 文 | 张三　编译 | 李四.
_OTHERS = (
    r"[编編][译譯]|翻[译譯]|[译譯]者?|[摄攝]影|[图圖]片?|[视視][频頻]|制[图圖]|[设設][计計]|校[对對]|审[核校]|"
    r"监制|策划|统筹"
)
_REPORTED = r"\s?[/／]\s?[\u4e00-\u9fff]{0,10}(?:[报報][导導道]|[专專][访訪电電])"
_LEAD_IN = re.compile(
    rf"^\s*(?:{_BY}\s*[:：/|／｜]?\s*|(?:{_LABELS})\s*(?:[:：/|／｜丨]\s*|[\s\u3000]+(?=\S)))", re.IGNORECASE
)
_NEWSROOM = re.compile(
    r"^[〔［\[【（(]?(?:本[报報]|本刊|本[网網]|[\u4e00-\u9fff]{2,8}(?:[报報网網社台刊]|(?=特[约約])))?"
    r"(?:[见見][习習]|特[约約]|[实實][习習])?(?:[记記]者|[评評][论論][员員])[\s\u3000]*"
    rf"(?=[\u4e00-\u9fff]{{2,4}}(?:[\s\u3000、,，）)】\]]|$|{_REPORTED}))"
)
# Korean papers say it behind the name: 김바다 기자.
_REPORTER = re.compile(r"^\s*(?P<name>[\uac00-\ud7af]{2,4})\s(?:[\uac00-\ud7af]{2,4})?기자(?=[\s=·,(/]|$)")
_CUT = re.compile(
    r"\s*(?:[|•·⋅∙–—｜│]|\s[-/]\s|\b(?:published|updated|posted|last|reviewed|edited|fact[- ]checked|on behalf of)\b"
    r"|(?:^|(?<=[\s,，]))\d{1,4}(?:st|nd|rd|th)?[-/.年\s]\s?[\dA-Z]|\bon\s+\w{3,9}\.?\s+\d"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s+\d{1,2}\b"
    r"|\s+in\s+(?=[A-Z])|\s+\d+\s+min|来源|编辑|责编|发布|时间|点击|浏览|阅读|评论(?!员)|字号"
    rf"|(?<=\s)(?:{_OTHERS})\s?[:：/|／｜丨]|{_REPORTED}).*$",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = re.compile(r"\s*(?:;|,|，|；|、|/|\s&\s|\band\b|\bund\b|\bwith\b|\s和\s|\s与\s)\s*", re.IGNORECASE)
_HAN_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}(?:\s(?:(?:通讯员|实习生|记者)\s)?[\u4e00-\u9fff]{2,4}){1,5}")
_SET_WIDE = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[\s\u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_BETWEEN_HAN = re.compile(r"\s(?:(?:通讯员|实习生|记者)\s)?")
_CREDENTIAL = re.compile(
    r"(?:Ph\.?\s?D|M\.?D|R\.?D\.?N?|[A-Z]{2,6}(?:-[A-Z]{1,4})?|[A-Z]\.[A-Z]\.?(?:[A-Z]\.?)?|Jr|Sr|Esq)\.?", re.ASCII
)
_NOBODY = re.compile(
    r"admin(?:istrator)?|(?:web|site)?\s?staff|editors?|guest(?: (?:author|contributor|post|writer|blogger))?|unknown|"
    r"anonymous|wordpress|webmaster|none|null|undefined|nan|authors?|by|user|contributors?|written|writer|name|default|"
    r"root|https?:.*|www\..*|[@/#].*|.*@.*\..*|\d+|.*\{\{.*|网站编辑|佚名|小编|未知|无名|管理员|记者|作者|编辑|原创|综合|网络",
    re.IGNORECASE,
)
_PARTICLES = "de|da|di|du|del|der|den|dos|la|le|van|von|bin|bint|al|el|ter|zu|y|of|the"
_PERSON = re.compile(rf"(?:(?:\(?[A-Z\u00c0-\u00de\u0400-\u042f][\w'’`.\-]*\)?|{_PARTICLES})(?:\s+|$)){{1,6}}")
_HAN_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,12}|[\u3040-\u30ff\u4e00-\u9fff\s]{2,14}|[\uac00-\ud7af]{2,5}")
_NO_PERSON = re.compile(
    r"\b(?:tools?|home|log|register|now|find|share|read|more|min|comments?|blog|news|menu|search|subscribe|sign|login|"
    r"contact|about|category|categories|article|follow|copy|link|facebook|twitter|linkedin|email|print|save|listen|updated?|"
    r"published|posted|date|time|guide|review|reviews|tips|best|table|contents|views?|skip|content|book|demo|free|start|get|learn|download|watch|"
    r"how|what|why|when|the end|clicking|using|default|view|all|posts?|image|photo|credit|advertisement|disclosure|"
    r"january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:senior|junior|chief|editors?|writers?|reporters?|director|manager|coordinator|specialist|experts?|founder|ceo|"
    r"cto|analyst|journalist|contributors?|officer|head|professor|dietitian|correspondent|producer|marketing|president|"
    r"engineer|staff|columnist|associate)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:[,，、;&]\s*)?(?:(?:and|und|with|和|与)(?=\s|$))?\s*", re.IGNORECASE)
_OPEN = re.compile(r"(?:[,，、;&]|\band|和|与)\s*$", re.IGNORECASE)
_MOST_LABELS = 3


def names_in(text: str, *, labelled: bool = False) -> list[str]:
    """Return whom `text` names, and what they add to their names; nobody in particular is nobody.

    `labelled` says that the label of `text` has been taken off: 作者.
    """
    if "://" in text:
        return []
    line = one_line(text[:_LOOKED_AT])
    if reporter := _REPORTER.match(line):
        return [reporter["name"]]
    text = without_lead_in(line)
    labelled = labelled or text != line
    if _NOBODY.fullmatch(text.strip()):
        return []
    text = _CUT.sub("", text).strip(" ,;:，；：、.-|")
    # A space parts Chinese names behind a label: 本报记者 张三 李四. Without one it may be in a Japanese name. It also
    # makes a name of two characters as wide as one of three: 王 五.
    if labelled:
        text = _SET_WIDE.sub(r"\1\2", text.strip("()（）"))
    if labelled and _HAN_NAMES.fullmatch(text):
        text = _BETWEEN_HAN.sub("、", text)
    found: list[str] = []
    for part in _BETWEEN.split(text)[:_MOST]:
        name = part.strip(' ,;:，；：、()（）\u3000"“”')
        if found and _CREDENTIAL.fullmatch(name):
            found.append(name)
            continue
        if 1 < len(name) <= _LONGEST and not _NOBODY.fullmatch(name):
            found.append(name)
    return list(dict.fromkeys(found))


def _balanced(name: str) -> str:
    """Take off brackets around a name, and one that a cut has left alone."""
    opened, closed = name.count("(") + name.count("（"), name.count(")") + name.count("）")
    return name.strip("()（）") if opened != closed or name.startswith(("(", "（")) else name


def without_lead_in(text: str) -> str:
    """Take "By", "作者：", "本报记者" and the like off the front of `text`."""
    for _ in range(2):
        text = _NEWSROOM.sub("", _LEAD_IN.sub("", text, count=1), count=1)
    return text


def leads_in(text: str) -> bool:
    """Whether `text` begins as lines do that name an author."""
    return bool(_LEAD_IN.match(text) or _NEWSROOM.match(text) or _REPORTER.match(text))


def is_person(name: str) -> bool:
    """Whether `name` looks like that of a person or of a team, not like a button's or a sentence's words."""
    if _HAN_PERSON.fullmatch(name):
        return True
    return len(name) <= 60 and bool(_PERSON.fullmatch(name)) and not _NO_PERSON.search(name)


def people_in(text: str) -> list[str]:
    """Return the names at the beginning of `text` for as long as they look like people's."""
    found: list[str] = []
    for name in names_in(text):
        if found and _CREDENTIAL.fullmatch(name):
            found.append(name)
            continue
        if not is_person(name) or (found and _ROLE.search(name)):
            break
        found.append(name)
    return found


def people_at(pieces: Sequence[str]) -> list[str]:
    """Return the people named where a line begins, its tags parting names from roles, dates and buttons.

    Names go on only over a joint: "By | Ann Lee | and | Bo Dahl | Senior Editor" names two.
    """
    found: list[str] = []
    labels, goes_on = 0, True
    for number, piece in enumerate(pieces):
        joint = _JOINT.match(piece)
        rest = piece[joint.end() :] if joint and found else piece
        if found and joint and joint.end():
            goes_on = True
        if not rest:
            continue
        if not goes_on:
            break
        people = people_in(rest)
        if found and people and _ROLE.search(people[0]):
            break
        if not people:
            labels += 1
            if found or labels > _MOST_LABELS or not (number == 0 or _is_label(rest)):
                break
            continue
        found += people
        goes_on = bool(_OPEN.search(rest))
    return found


def _is_label(text: str) -> bool:
    return not without_lead_in(f"{text} ").strip() or bool(_NOBODY.fullmatch(text.strip(" :：")))


def joined(names: Iterable[str]) -> str:
    """Return names as one line, as their language sets them."""
    names = list(dict.fromkeys(names))
    return ("、" if all("\u4e00" <= name[0] <= "\u9fff" for name in names) and len(names) > 1 else ", ").join(names)
