"""A bare Chinese name at the beginning of a text: 张伟 周五前 提交方案."""

import re

from handlers.reading.forms import PersonSlot
from handlers.reading.patterns import Pattern
from handlers.reading.slips import Words

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文翟樊殷施"
_DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|慕容|司徒|令狐"
# Words that begin with a surname's character and are no names.
_WORDS = Pattern(
    "方案|方式|方向|方法|周报|周会|周边|周期|周末|高管|高温|高层|程序|马上|马甲|金额|金融|白板|白皮|成本|安排|时间|常规|毛利|于是|余额|路线"
    "|石材|江苏|华东|单价|应收|计划|季度|项目|干部|支付|管理|费用|车间|车辆|公司|公告|文件|文案|文档|任务|任何|任命|全部|全年|万元|何时|施工"
    "|施压|张贴|连接|国庆|司机|党建|向上|解决|宣传|阳光|谈判|宁波|关于|关闭|简报|易拉|黄金|黄页|高清|高峰|高铁|许可|林业|石油|田间|段落|龙头"
    "|史料|陶瓷|毛坯|顾客|顾问|严格|常见|常务|汤料|康复|易耗|文化|文字|向导|孔位|莫名|武汉|钱款|金属|江西|江南|白名|白天|方便|夏季|夏装|付款"
    "|付费|程度|叶片|余量|于本|杜绝|蔡司|苏州|苏打|丁方|任职|卢比|范围|范本|范例|石料|金牌|金税|贾方|夏令|秦皇|侯选|雷达|黎明|万能|万家|文本"
    "|文献|时候"
)
_NAME = Pattern(
    f"(?P<name>(?:{_DOUBLE})[\\u4e00-\\u9fff]{{1,2}}|[{_SURNAMES}](?:总|工|经理|主管|老师|[\\u4e00-\\u9fff]{{1,2}}))(?=[ \t:：,，](?:[ \t]*[^ \t\n]))"
)
_ASKED = Pattern(
    f"(?P<name>(?:{_DOUBLE})[\\u4e00-\\u9fff]{{1,2}}|[{_SURNAMES}][\\u4e00-\\u9fff]{{1,2}}?)(?=周[一二三四五六日天]|星期|今天|明天|后天|本周|下周|月底|[0-9]|在|去|来|负责|尽快|把|提交|完成|整理|准备|跟进|联系|对接|确认|更新|交|写|出)"
)
_NO_END = frozenset("部表稿单会书图率额费案组报码版件品")


def leading_name(words: Words) -> tuple[PersonSlot | None, Words]:
    """The person a text begins with, and the rest; nobody when that is not plainly a name."""
    start = re.match("(?:给|让|请|由|派给|交给|安排|指派给?)[ ]*", words.plain)
    at = 0 if start is None else start.end()
    match = _NAME.match(words.plain, at) or (_ASKED.match(words.plain, at) if at else None)
    if match is None or _WORDS.match(match["name"]) or match["name"][-1] in _NO_END:
        return None, words
    return PersonSlot(words.typed[match.start() : match.end()]), words.cut(match.end()).strip(" :：,，")


def is_name(plain: str) -> bool:
    """Whether a piece of text is a Chinese name and nothing else."""
    match = _NAME.match(f"{plain} 。")
    return (
        match is not None
        and match["name"] == plain
        and _WORDS.match(plain) is None
        and plain[-1] not in _NO_END
    )
