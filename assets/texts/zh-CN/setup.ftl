error-setup-no-file = 没有找到准备好的设置：{ $file }
setup-done = 设好了：{ $name }，单子号开头是 { $prefix }。
setup-again = 别的都设好了。等能连上县里，同一条命令再来一次就行。
setup-alone = 文件里没有写县里的地址和码，这个站先单独用。
setup-next = 接下来：yizhan-kiosk doctor 查一遍，再打开驿站，请站长设密码。
setup-no-regions = 站里还没有本县的乡镇名单：在设置文件旁边放一个 regions.toml（写法见 docs/regions.md），不然“附近的活”没有地图。
