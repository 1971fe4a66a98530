board-now = 请到柜台来
board-none-yet = 还没有叫号
board-before = 刚才叫过
board-next = 接下来
board-waiting = 还有{ $count }个人在等
board-nobody-waits = 没有人在等
