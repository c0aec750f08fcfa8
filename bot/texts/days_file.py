"""What is said about a file of a company's own days."""

TEXTS: dict[str, str] = {
    "days_file.title": "公司日历",
    "days_file.read": "从“{name}”读到：",
    "days_file.count": "休息 {off} 天，上班 {on} 天",
    "days_file.off": "休息",
    "days_file.on": "上班",
    "days_file.more": "{days} 等 {count} 天",
    "days_file.beside": "国务院公布的放假和调休已经内置；群里原有的例外日会保留，同一天以文件为准。",
    "days_file.use": "用于“{group}”",
    "days_file.used": "已用于“{group}”，之后的日期都按新日历计算",
    "days_file.nothing": "“{name}”里没有读到日期。请发 csv（每行如 2026-05-04,休）或 ics 文件，"
    "也可以把内容粘贴到群里“设置”的例外日。",
    "days_file.no_group": "只有群管理员可以导入公司日历；你还不是哪个群的管理员。",
}
