"""What shall happen to a task: the verbs people use, and the words that only look like 完成 (language/README.md section 2)."""

import re
from dataclasses import dataclass

from handlers.reading.forms import TaskAction
from handlers.reading.ids import link_spans
from handlers.reading.patterns import Pattern
from handlers.reading.slips import Words

_PERCENT = "(?:[0-9]{1,3}(?:\\.[0-9]+)?[ ]?%|百分之[一二三四五六七八九十百]+|[一二三四五六七八九]成(?!本|品|果|员|立|熟|都))"
_FINISH = "(?:完成|做完|搞定|弄完|办完|搞完|写完|完工|办结|完结|弄好|做好|搞好|办好|搞掂|完毕|收尾|结束|交付|done|finish(?:ed)?)"
_UNFINISHED = Pattern(
    f"未{_FINISH}|(?:还|尚|仍|都)?(?:没有?|未)(?:能|有|全部|完全|有办法|办法|法)?.{{0,6}}?(?:{_FINISH}|好|完)|还没|尚未|还未|未完|没完|没好|不算|不是已?{_FINISH}|别{_FINISH}|不能|无法|没法|不了"
    f"|(?<!尽)(?<!赶)快(?:要|好|了|{_FINISH}|[做弄搞办写]|齐|收)|即将|将要|将于|就要|马上|很快|差不多|基本|接近|大致|大部分|大半|部分|初步|准备|打算|争取|力争|计划|预计|预期|估计|预估|希望|有望|应该|可能|可以|能在|能够|会在|将在|正在|正|尽快|尽量|保证|确保|承诺|等.{{1,8}}?(?:完成|才能|后)"
    f"|{_FINISH}(?:了)?(?:{_PERCENT}|一半|大半|多半|过半|半|一?部分|差不多|得?怎么样|度|率|[一二两三四五六七八九0-9]+/[0-9]+|[ ]{_PERCENT})"
    f"|(?:今晚|明天|后天|下?周[一二三四五六日天]|下午|月底|下周|稍后|晚点|待会|晚上|稍晚)(?:前|之前|内|上午|下午)?(?:可以|能|会|就|再|应该)?{_FINISH}(?!了)"
)
_DOING = Pattern(
    f"进行中|处理中|推进中|跟进中|制作中|执行中|开发中|设计中|审核中|审批中|[^集其心]中$|正在|在做|在弄|在跟|在办|做着|开始|启动|开工|着手|动工|{_PERCENT}|一半|过半|大半|做到|进度|进展|推进|还差|还剩|只剩|剩下|差一点|差一个|等待|卡在|doing|in progress|wip|ongoing"
)
_ALL_DONE = Pattern("100[ ]?%|百分之百|百分百")
_DONE = Pattern(
    f"(?:都|全部?|均|也)?(?:已经?|都)?(?:都|全部?)?(?:{_FINISH}|完了|好了|ok|okay|complete[d]?|✅|✔️?|√|☑️?|可以验收|请验收|交了|提交了|已?上线了?|发了)"
)
_FILLED = (
    "(?:[ :：]|任务|标记为?|标为|置为|设为|状态改?为?|这个|该项?|本项|我这?边?|我们|今[天日]|昨[天日晚]|前[天晚]|已(?:提交|交付|发出|验收|审核|上传)|刚刚?|刚才|终于|提前|按时|按期|如期|准时|顺利|已经?|都|全部?|均|也|现在|目前|总算|一起|于|在|周[一二三四五六日天]|上周[一二三四五六日天]?"
    "|[0-9]{1,2}月[0-9]{1,2}[日号]|[0-9]{1,2}[./-][0-9]{1,2}|[上下]午|早上|晚上|收到|好的|报告|我?把|就)*"
)
# A clause that says nothing but that it is done; a clause of its own, so that 完成后 and 完成初稿 are not meant.
_OPENING_DONE = Pattern(
    f"{_FILLED}{_DONE.pattern}(?:了|啦|咯|喽|哈|呀|哦|噢|的|任务|✅|✔️?|☑️?|👌|👍|🎉|💪)*[!！~。.]*(?=$|[ \\t\\n,，。;；:：(（@]|https?:|v[0-9])"
)
_OPENING_CANCEL = Pattern(
    f"(?:{_FILLED}(?:申请|请|需要|建议|确定|决定|要|先|直接)*(?:取消|作废|不做了|不用做了?|不需要做了?|撤销|撤掉|废弃|终止|删除|删掉|cancel(?:led)?)"
    "(?:了|吧|掉|任务|该任务|此任务)*)(?=$|[ \\t\\n,，。;；:：(（!！])"
)
_ITEM_DONE = Pattern(
    f"(?![^,，。;；\\n]*(?:初|草|部分|一半|第|期|主体|框架|大纲|除|只|仅|差|如果|未|没|不|等|谁|客户))[^ ,，。;；\\n]{{2,12}}(?:已经?|都)(?:全部)?{_FINISH}(?:了|啦)*(?=$|[ ,，。;；!！])"
)
_CLAUSE = Pattern("[^\\n,，。;；]+")
_DELAY = Pattern(
    "延期|延迟|推迟|顺延|延后|推后|拖后|往后[推延拖挪]|延(?=[到至长])|推(?=[到至])|[延推](?=[一两三四五六七八九十0-9]+(?:个?工作|个)?[天日周月])|拖(?=[到至延])|缓(?=[到至])|来不及|赶不上|赶不及|赶不完|做不完|完不成|完成不了|宽限|再给.{1,6}?(?:天|周|小时|日)|晚[一二两三四五六七八九十0-9]+(?:个?工作)?[天日周]|delay(?:ed)?|postponed?"
)
_RESCHEDULE = Pattern(
    "改期|提前(?=[到至一二两三四五六七八九十0-9 ]|$)|(?:截止|完成|交付|期望完成)?(?:时间|日期|期限|ddl|deadline|截止|due)[ ]?(?:改|调整|换|变更?|更新|定|挪)?[为到成至在:：]"
    "|(?:截止|ddl|时间|日期|deadline)[ ]?(?:改|调)|改[到至]|改为|改成|改在|换成(?=[ ]?(?:[0-9下本明后月]|周[一二三四五六日天末]))|调整?[到至]|挪[到至]|换到|变更[到为]|移[到至]|截止(?=[ ]?[0-9周下本明后])|reschedule|^[ ]*改(?=[ ]|$)"
)
_TRANSFER = Pattern(
    "转(?:交|派|移|办|手)?(?:给|到|由|@|至)|转交|转派|转办|移交|交接?给|交由|换成(?=.{1,12}(?:负责|做|跟|来))|换(?=.{1,12}负责)|改由|改派|改给|(?:负责人|责任人|执行人|owner)[ ]?(?:改|换|变更|调整)?[为成到:： 是]"
    "|(?:负责人|责任人|owner)换|(?<![等找跟和问须需理自])由(?=.{1,12}(?:负责|接手|跟进|来做|处理|接))|让(?=.{1,12}(?:负责|接手|来做|跟进|接|做|处理|来跟))|给(?=.{1,12}(?:负责|做|跟进|接手))|换人|^[ ]*转(?=[ ]*[^正化发折型账债播售])|移给|派给|指派给|分配给|归(?=.{1,12}(?:负责|管))|换成(?=[ ]*@)|^[ ]*给(?=[ ]*@)|@[^ @]{1,20}[ ]?(?:来|继续)?(?:负责|接手|跟进|来做|处理)|^[ ]*(?=(?![我你他她谁])[\\u4e00-\\u9fff]{2,3}(?:来)?(?:负责|接手|跟进|来做|来跟)[了吧 。]*$)"
)
_RISK = Pattern(
    "(?:上?报(?:告)?|有|存在|出现|提)?(?:一?个|重大|较大|很大|些)?风险(?!解除|消除|已解|可控|排除)"
)
_NO_RISK = Pattern("(?:没有?|无|暂无|不存在)(?:什么|任何|大)?风险")
_NOT = Pattern(
    "(?:不|别|没|未|无需|无须|不用|不要|不必|不会|不能|勿|请勿|避免|不再|不想|没有|并未|并非|不可|先不|暂不|如果|要是|若|是否|要不要|万一|除非|取消|是不是|能不能|该不该)(?:要|会|能|用|需要?|再|得|可以)?[ ]?$"
)
_EXPORT = Pattern("导出|下载|export")
_SHOW = Pattern("(?:查看|详情|打开|看看?|看一?下|显示|内容|状态|show)?[ ]*")
_BY_BUTTON = Pattern(
    "(?:我|已)?(?:接受|接了|收下|拒绝|不接|不是我的?|验收|通过|不通过|退回|打回|不合格|求助|申请验收|预演(?:提醒)?|请?(?:需要|请求|申请)?(?:协助|帮助|帮忙|支援|支持))(?:任务|通过|不通过|一下|了|吧|[ 。.!！])*"
)
"""What the buttons of the task's card do: it is shown, and no such word is noted as progress."""
_ASKS = Pattern(
    "[?？]|谁|是不是|是否|要不要|能不能|可不可以|该不该|情况如何|如何$|怎样$|吗[ 。!！]*$|(?:了没有?|没有|了么|没)[ ]*$|怎么样了?|谁(?:负责|在)|什么时候|何时|是谁|如何了|到哪了|完成没|为什么|是什么|好了没"
)

_MOVES: tuple[tuple[TaskAction, Pattern], ...] = (
    ("delay", _DELAY),
    ("reschedule", _RESCHEDULE),
    ("transfer", _TRANSFER),
    ("risk", _RISK),
    ("export", _EXPORT),
)


@dataclass(frozen=True, slots=True)
class Deed:
    """An action, and where the word for it stands."""

    action: TaskAction
    start: int
    end: int


def deed_of(words: Words) -> Deed | None:
    """What a text says shall happen to a task that is named; None when it says nothing we know.

    完成 is the last guess, never the first: whatever denies it, puts it off or measures it is progress.
    """
    plain = words.plain
    if _SHOW.fullmatch(plain) or _BY_BUTTON.fullmatch(plain.strip()):
        return Deed("show", 0, 0)
    if _ASKS.search(_without_links(plain)):
        return Deed("show", 0, len(plain))
    opening = _OPENING_DONE.match(plain)
    if opening is not None and _plainly_done(plain[opening.end() :]):
        return Deed("done", opening.start(), opening.end())
    return _moves(plain) or _ended(plain)


def _without_links(plain: str) -> str:
    """The text around links: the ? of an address asks nothing."""
    for start, end in reversed(link_spans(plain)):
        plain = plain[:start] + plain[end:]
    return plain


def _plainly_done(rest: str) -> bool:
    """Nothing behind 完成 takes it back: 完成 80%, 完成 一半, 完成 延期到周五."""
    clause = re.split("https?:|[(（]", rest, maxsplit=1)[0].lstrip(" ,，:：")
    measured = re.match(f"了?(?:{_PERCENT}|一半|大半|过半|不了|部分|[0-9]+/[0-9]+)", clause)
    if measured is not None and _ALL_DONE.search(clause) is None:
        return False
    return (
        _DELAY.search(clause) is None
        and _UNFINISHED.search(clause) is None
        and _RESCHEDULE.match(clause) is None
    )


def _moves(plain: str) -> Deed | None:
    """The first of the words that move a task; a denied one does not count."""
    found: list[Deed] = []
    for action, pattern in _MOVES:
        for match in pattern.finditer(plain):
            if _NOT.search(plain[: match.start()]) is None and not (
                action == "risk" and _NO_RISK.search(plain)
            ):
                found.append(Deed(action, *match.span()))
                break
    return min(found, key=lambda deed: (deed.start, -deed.end)) if found else None


def _ended(plain: str) -> Deed | None:
    """Cancelled or done when a clause says just that and none denies it; else at most progress."""
    held = _UNFINISHED.search(plain)
    if held is not None:
        return Deed("progress", held.start(), len(plain))
    if (cancelled := _clause(_OPENING_CANCEL, plain)) is not None:
        return Deed("cancel", *cancelled.span())
    if _ALL_DONE.search(plain):
        return Deed("done", 0, len(plain))
    doing = _DOING.search(plain)
    done = _clause(_OPENING_DONE, plain) or _ITEM_DONE.match(plain)
    if done is not None and doing is None:
        return Deed("done", *done.span())
    spoken = doing or _DONE.search(plain)
    return None if spoken is None else Deed("progress", spoken.start(), len(plain))


def _clause(pattern: Pattern, plain: str) -> re.Match[str] | None:
    found = (pattern.match(plain, clause.start(), clause.end()) for clause in _CLAUSE.finditer(plain))
    return next((match for match in found if match is not None), None)
