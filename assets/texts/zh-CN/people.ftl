
walk-in-name-missing = 还没写怎么称呼，写小名也行。
walk-in-text-too-long = 字太多了，最多{ $count }个字。
walk-in-text-unreadable = 里面有存不了的怪字符，请重新打一遍。
walk-in-phone-malformed = 电话好像不对，请再看看少没少数字。
walk-in-phone-several = 这里只能写一个电话，别的请写到备注里。
walk-in-trade-unknown = 没有这个工种，请点图片选。
walk-in-birth-year-odd = 出生年好像不对，请再看看。
walk-in-too-young = 还没满{ $age }岁，不能登记找活儿。
walk-in-region-unknown = 没有这个村镇，请从单子里选。
walk-in-identity-old = 这是以前15位的老号码，现在不用了，请看看新身份证上的18位号码。不填也行。
walk-in-identity-length = 身份证号要18位，请再看看。不填也行。
walk-in-identity-region = 身份证号开头的地区不对，请再看看。
walk-in-identity-birth = 身份证号里的出生日期不对，请再看看。
walk-in-identity-check = 身份证号有一位打错了，请再对一遍。
walk-in-pictures-three = 图片要选三个不一样的，也可以不选。
walk-in-pictures-taken = 已经有人用这三个图片了，请换一个。
walk-in-birth-year-differs = 身份证上是{ $year }年出生的，跟填的不一样，请问一下。
walk-in-not-kept = 本人没同意，这一项不存。

refused-phone-known = 这个电话已经登记过了（{ $card }）。是同一个人就不用再登，两口子合用一个电话就点“另外一个人”。
refused-identity-known = 这个身份证号已经登记过了（{ $card }），不用再登。
refused-same-person = 这两份登记本来就算一个人，不用合并。
refused-merge-consent = 一份同意存资料，一份没同意，合不了。请先问清楚，改成一样的再合。
refused-merge-identity = 两份的身份证号不一样，不像是一个人，合不了。
refused-not-merged = 这份登记没有合并过，不用拆开。
refused-draft-too-long = 写得太多了，存不下，请删掉一些。

card-number-label = 您的卡号
card-name = { $name }
card-station-phone = 驿站电话 { $phone }
card-pictures-hint = 没带卡，记住这三个图
card-qr-hint = 下次来扫一扫
card-torn = 这张卡缺了一截，认不出真假。
card-foreign = 这张卡不是本站发的。
card-forged = 这张卡是假的，或者被改过。
