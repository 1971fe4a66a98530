import-done = 导入完了：{ $file }
import-dry-run = 只看没存：{ $file }
import-count-accepted = 收下 { $count } 条
import-count-warned = 收下但要看一眼 { $count } 条
import-count-refused = 没收 { $count } 条
import-count-unchanged = 早就有了 { $count } 条
import-no-rows = 表里一条岗位也没有。
import-no-postings = 还没有岗位。
import-unknown-trade = 没有这个工种：{ $what }。
import-row = 第{ $row }行
import-row-of-sheet = “{ $sheet }”第{ $row }行
import-row-refused = { $where } 没收：{ $reasons }
import-row-warned = { $where } 收下了，请看一眼：{ $reasons }

import-file-missing = 没有这个文件：{ $file }。
import-file-not-a-file = { $file } 不是文件，请选一个表格文件。
import-file-cannot-open = 打不开这个文件：{ $file }。请看看它是不是正被别的程序占着，或者没有权限。
import-file-empty = { $file } 是空的，里面什么也没有。
import-file-too-big = { $file } 太大了，请分成几个小表再导入。
import-file-torn = { $file } 坏了或者没拷完整，请重新拷一份再导入。
import-file-encrypted = { $file } 有密码，请去掉密码、另存一份再导入。
import-file-old-xls = { $file } 是老格式的表格（.xls），请用表格软件另存为 .xlsx 再导入。
import-file-web-page = { $file } 其实是网页，请用表格软件打开，另存为 .xlsx 再导入。
import-file-pdf = { $file } 是 PDF，不是表格。请要一份 Excel 表格再导入。
import-file-picture = { $file } 是图片，不是表格。请要一份 Excel 表格再导入。
import-file-not-a-table = { $file } 不是表格文件。请用表格软件存成 .xlsx 或 .csv 再导入。
import-file-no-header = { $file } 里没找到表头。请在第一行写上工种、工资、电话这些标题，再导入。

import-fee-asked = 写着“{ $words }”，像是向干活的人收钱，不能发。
import-trade-missing = 没写干什么活。
import-employer-missing = 没写是谁要人。
import-employer-suspended = { $employer } 已被暂停，不能发岗位。
import-pay-missing = 没写工钱。
import-pay-unreadable = 工钱看不懂：{ $written }。
import-pay-zero = 工钱是零或者负数。
import-pay-under-floor = 合一小时{ $hourly }元，低于本县最低的{ $floor }元。
import-pay-foreign = 工钱不是人民币：{ $written }。
import-pay-weekly = 工钱是按周算的，请改成按天或按月：{ $written }。
import-pay-half-day = 工钱是按半天算的，请改成按小时或按天：{ $written }。
import-headcount-unreadable = 要几个人看不懂：{ $written }。
import-headcount-under-one = 要的人数不到一个：{ $written }。
import-day-unreadable = 日期看不懂：{ $written }。
import-end-before-start = 结束（{ $last }）比开始（{ $first }）还早。
import-days-past = 日子已经过了，最后一天是{ $last }。
import-place-missing = 没写在哪里干活。
import-place-blocked = 这个地址在本县的黑名单上。
import-phone-missing = 没留电话。
import-phone-malformed = 电话不对：{ $written }。
import-phone-cut-off = 电话被表格软件弄丢了后几位：{ $written }。请重新填。
import-phone-blocked = 这个电话在本县的黑名单上。
import-age-unreadable = 年龄看不懂：{ $written }。
import-age-under-16 = 年龄写到了{ $age }岁，不满16岁的不能用。
import-text-too-long = 有一格字太多，超过{ $count }个字。
import-struck-out = 这一行在表里划掉了。

import-trade-unknown = 不认识这个工种：{ $written }，先归到“其他”。
import-employer-from-contact = 没写是谁要人，先写成{ $name }。
import-pay-negotiable = 工钱要面议，没写数目。
import-pay-unit-guessed = { $unit ->
    [hour] 没写工钱按什么算，先当按小时。
    [month] 没写工钱按什么算，先当按月。
   *[day] 没写工钱按什么算，先当按天。
}
import-pay-unusual = 合一天约{ $daily }元，这种活一般是{ $low }到{ $high }元，请核对。
import-headcount-missing = 没写要几个人，先当1个。
import-headcount-several = 人数写的是“{ $written }”，先当{ $count }个。
import-headcount-range = 人数写的是“{ $written }”，先当{ $count }个。
import-days-missing = 没写哪天干活，先当从今天到{ $last }。
import-days-long-term = 没写最后一天，先放到{ $last }。
import-hours-unreadable = 上工时间看不懂：{ $written }。
import-heavy-for-age = 是重活，又收60岁以上的人，请问清楚。
import-outdoors-at-night = 夜里在外面干活，请问清楚。
import-duplicate = { $employer }在{ $day }已经有同样的活，怕是重复了。
import-hidden-row = 这一行在表里是隐藏的。
import-no-backup = 招工都存好了，只是没能另存一份备份：{ $why }
