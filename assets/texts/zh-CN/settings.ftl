settings-unreadable = 设置文件 { $file } 读不出来，先按原来的设置办，请技术员看看。
settings-not-toml = 设置文件 { $file } 有一行写错了（{ $where }），先按原来的设置办，请技术员改一改。
settings-needs-section = 设置文件 { $file } 里，{ $setting } 要单独起一行写成 { $section }，内容写在它下面。
settings-unknown-key = 设置文件 { $file } 里的 { $setting } 认不得，能写的有：{ $known }。
settings-needs-number = 设置文件 { $file } 里的 { $setting } 要填 { $least } 到 { $most } 的数，先按原来的办。
settings-needs-whole-number = 设置文件 { $file } 里的 { $setting } 要填 { $least } 到 { $most } 的整数，先按原来的办。
settings-needs-phones = 设置文件 { $file } 里的 { $setting } 要写成 ["13800000000", "07420000000"] 这样，号码都带引号。
settings-needs-words = 设置文件 { $file } 里的 { $setting } 要写成 ["某某路1号", "某某楼"] 这样，每处最多 { $longest } 个字。
