error-key-missing = 数据还在，钥匙不见了，打不开，请找技术员把钥匙放回来。
error-key-damaged = 钥匙文件坏了，打不开数据，请找技术员。
error-keyring-closed = 电脑的钥匙串没有打开，取不到钥匙，请找技术员。
