"""A little site whose pages are not read quite right: made of one template, each with its own text."""

from tests.support.scripted_site import Reply, page

TITLES = {"/a": "长江水位回落之后", "/b": "山里的茶厂换了主人"}
PROMO = "下载江边客户端"
RELATED = "接着往下读"
TABLE = "站点"
_PARAGRAPHS = {
    "/a": (
        "入夏以来的第三次洪峰已经过去，江边的老街终于露出了石阶。住在二楼的人们把家具一件一件搬下来，在门口晾晒。",
        "水文站的值班员说，今年的水来得早，退得也慢，堤上的人守了整整二十一天，没有一个人提前回家。",
        "社区的食堂从上周起免费供应午饭，来吃饭的大多是帮忙清淤的年轻人，也有几位舍不得离开老屋的老人。",
        "气象部门预计，接下来的十天不会再有大的降雨，水位还会继续往下落，航运有望在月底之前完全恢复。",
    ),
    "/b": (
        "茶厂在半山腰，车子开到村口就没有路了，剩下的三里地要沿着石板走。新主人每天清早走上去，傍晚再走下来。",
        "她接手的时候，厂里的机器已经停了四年，屋顶漏雨，账本上最后一笔是买一把扫帚的钱，一共八块五。",
        "头一年她只做了三百斤茶，全都送给了愿意给她写意见的人。第二年来了订单，第三年村里有人回来帮忙。",
        "现在厂里有十一个人，最年长的师傅六十七岁，他说自己炒了一辈子茶，从没有想过还能再教徒弟。",
    ),
}
_ROWS = {"/a": (("寸滩", "181.2"), ("万县", "172.8")), "/b": (("头道茶", "46.5"), ("二道茶", "38.1"))}


def article(path: str) -> Reply:
    """Return the page at `path`: a promotion and a list of further pages in the text, figures far below it."""
    title, paragraphs = TITLES[path], _PARAGRAPHS[path]
    rows = "".join(f"<tr><td>{name}</td><td>{figure}</td></tr>" for name, figure in _ROWS[path])
    return page(
        f"<!doctype html><html lang=zh-CN><head><title>{title} - 江边日报</title></head><body>"
        "<div class=nav><a href=/>首页</a> <a href=/n>新闻</a> <a href=/p>图片</a></div>"
        f"<div class=main><h1>{title}</h1><div class=text><p>{paragraphs[0]}</p><p>{paragraphs[1]}</p>"
        f"<div class='box get-app'><p>{PROMO}，第一时间读到发生在两岸的每一件大事小事，"
        "还有编辑部每天为你挑选的好文章。</p></div>"
        f"<p>{paragraphs[2]}</p><p>{paragraphs[3]}</p>"
        f"<div class='box more-{path[1:]}321 onward'><h3>{RELATED}</h3>"
        "<p>去年的这个时候，江水漫过了码头的第七级台阶，有人在墙上刻下了记号。</p>"
        "<p>一座小镇怎样在三十年里搬了两次家，又怎样把自己的名字留了下来。</p></div></div></div>"
        f"<div class=foot><div class=figures><table><tr><th>{TABLE}</th><th>读数</th></tr>{rows}</table></div>"
        "<p>江边日报社版权所有 联系我们 广告刊登</p></div></body></html>"
    )
