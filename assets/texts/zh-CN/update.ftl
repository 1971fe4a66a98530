error-update-too-big = 新程序的包太大，不像是驿站的，没有装。
error-update-torn = 新程序的包坏了或者不全，没有装。请重新拿一份。
