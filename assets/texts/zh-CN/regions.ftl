regions-unreadable = { $file } 读不出乡镇名单，看看是不是平常的文件，最多一兆字节。
regions-not-utf8 = { $file } 第 { $line } 行的字认不出来，另存一遍，编码选 UTF-8。
regions-not-toml = { $file } 第 { $line } 行看不懂，写法见 docs/regions.md。
regions-none = { $file } 里要写 1 到 { $most } 个地方，每个地方开头写 [[regions]]，写法见 docs/regions.md。
regions-unknown-word = { $file } 第 { $number } 个地方（{ $name }）：没有“{ $word }”这一项，能写的有：{ $known }。
regions-needs-name = { $file } 第 { $number } 个地方（{ $name }）要写 name = "名字"，最多 { $most } 个字；name_en 最多 { $most_en } 个字母。
regions-needs-code = { $file } 第 { $number } 个地方（{ $name }）要写 code = "编码"，带引号：县 6 位，乡镇 9 位，村 12 位。
regions-code-twice = { $file } 第 { $number } 个地方（{ $name }）：编码 { $code } 前面已经有了。
regions-needs-place = { $file } 第 { $number } 个地方（{ $name }）：纬度 latitude（-90 到 90）和经度 longitude（-180 到 180）写成不带引号的度数，要写一起写，要不都不写。
regions-taken = 记下了 { $count } 个地方，其中乡镇 { $towns } 个。
regions-well = 没毛病：{ $count } 个地方，其中乡镇 { $towns } 个。
regions-not-here = 里面没有本站所在的地方（{ $region }），所以说不出活儿离这里多远。
regions-unplaced = 有 { $count } 个乡镇没写经纬度，说不出离这里多远。
regions-no-file = 没有这个文件：{ $file }
regions-line = { $code } { $name }
