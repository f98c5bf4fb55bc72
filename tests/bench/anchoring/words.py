"""The words that made-up articles are made of. All names are invented."""

ENGLISH = {
    "who": (
        "the harbour master|the town council|a spokeswoman|the night editor|Ilse Brandvoort|Tomas Okonjo|"
        "the ferry company|the river board|two engineers|the school's headmaster|the mill's owner|Maren Dall|"
        "a retired surveyor|the union|the museum|the county court|volunteers|a bus driver|the water works|"
        "farmers upstream|the baker on Quay Street|the grid operator|Professor Ansa Lindqvist|the insurers|"
        "a committee of nine|the archive|the orchestra|residents"
    ),
    "did": (
        "rejected|reopened|measured|paid for|gave up|defended|postponed|inherited|photographed|catalogued|"
        "repaired|voted down|doubled|sold|drew up|put aside|questioned|published|walked away from|tore down|"
        "agreed to|signed|forgot about|moved"
    ),
    "what": (
        "the plan for a second bridge|a list of forty-one names|the old signal box|"
        "the budget for snow clearing|the eastern breakwater|a collection of tide tables|"
        "the contract with the dredgers|three of the seven pumps|the annual regatta|its claim to the meadow|"
        "the price of a crossing|a report on the flood of 1987|the winter timetable|the weather mast|"
        "half of the oak panelling|the debt|its oldest map|the lease on the slipway|"
        "a proposal to close the library on Mondays"
    ),
    "when": (
        "On Tuesday|Last autumn|In the spring of 2019|Shortly before noon|After eleven years|Within a week|"
        "By the end of May|Before the frost|At a meeting that lasted until midnight|Two days later|"
        "During the holidays|For the first time"
    ),
    "why": (
        "because nobody had read the second page|since the cost had risen by 14 per cent|"
        "although the figures were wrong|as the tide allowed|after a letter from the ministry|"
        "without giving a reason|in spite of 2,300 signatures|because the ice had come early|"
        "when the auditors left|so that the ferry could keep running|while the rain was still falling|"
        "which surprised even the opposition|at a cost of 4.6 million"
    ),
    "said": (
        "Nobody asked us|It will hold for another winter|We counted them twice|That is not what the map says|"
        "The sea does not wait|I would do it again|There was no other way|You can see it from the bridge|"
        "Ask me again in March|It was never about the money|The numbers speak for themselves|"
        "We have been here before"
    ),
    "how": (
        "quietly|in the end|once more|by a narrow margin|with some relief|against all advice|in public|at dawn|for good"
    ),
    "aside": (
        "The tide gauge showed 3.2 metres|No one was hurt|The minutes run to ninety pages|"
        "There is no second copy|The road was closed until Friday|Such cases are rare|The rest is guesswork|"
        "Others remember it differently|The water is clear now|It has stood there since 1904|"
        "The queue reached the post office|The letter was never answered"
    ),
}

CHINESE = {
    "who": (
        "港务局|镇政府|渡口的老船工|水文站|县法院|何岚|编辑部|电网公司|两名工程师|中学校长|博物馆|志愿者|"
        "上游的农户|公交司机|面包房的老板娘|林汝成教授|保险公司|九人小组|档案馆|居民|造船厂|气象台|"
        "退休的测量员|合唱团|渔业协会|审计人员"
    ),
    "did": (
        "否决了|重新启用了|测量了|买下了|放弃了|推迟了|继承了|拍下了|修好了|公布了|质疑|签下了|拆除了|卖掉了|"
        "登记了|讨论了|接管了|忘记了"
    ),
    "what": (
        "第二座桥的方案|一份四十一人的名单|旧信号房|清雪的预算|东防波堤|一批潮汐表|疏浚合同|七台水泵中的三台|"
        "一年一度的龙舟赛|草滩的归属|过渡的票价|关于1987年洪水的报告|冬季时刻表|测风塔|半面橡木墙板|那笔债务|"
        "最早的地图|船台的租约|周一闭馆的提议"
    ),
    "when": (
        "周二上午|去年秋天|2019年春|临近中午|十一年之后|一周之内|五月底|霜降之前|会议开到半夜，|两天以后|"
        "节假日期间|有史以来第一次"
    ),
    "why": (
        "因为没有人看第二页|由于成本上涨了14%|尽管数字有误|趁着退潮|在部里来信之后|没有说明理由|"
        "不顾两千三百人的签名|因为冰封得早|为了让渡船继续开|雨还没有停|连反对的人都感到意外|花了460万元"
    ),
    "said": (
        "没有人问过我们|还能撑一个冬天|我们数了两遍|地图上不是这么画的|海是不等人的|再来一次我还会这么做|"
        "没有别的办法|站在桥上就能看见|三月份再来问我|从来就不是钱的问题|数字自己会说话|这样的事我们经历过"
    ),
    "how": "悄悄地|最终|又一次|以微弱多数|如释重负地|不听劝告地|当众|在黎明时分|彻底",
    "aside": (
        "潮位计显示3.2米|没有人受伤|会议记录有九十页|没有第二份抄本|道路封闭到周五|这种情况很少见|"
        "其余的只能猜测|别人的记忆不一样|现在水是清的|它从1904年起就在那里|队伍排到了邮局门口|"
        "那封信一直没有回音"
    ),
}

ADVERTISEMENTS = {
    "zh": (
        "（点击图片查看大图）",
        "广告：下载手机客户端，随时随地看新闻，新用户立减50元！",
        "推荐阅读：这篇文章昨天有十万人看过",
        "图片来源：港务局资料室",
        "免责声明：本文仅供参考，不构成投资建议，据此操作风险自担。",
        "扫码关注公众号，获取更多内容",
    ),
    "en": (
        "Advertisement",
        "Sign up for our newsletter to get the best stories in your inbox every morning.",
        "Read more: ten things you need to know today",
        "Photo: Harbour Archive",
        "Story continues below advertisement",
        "Subscribe now for unlimited access to all our reporting.",
    ),
}
