demo-ready = 演示用的驿站准备好了：{ $station }
demo-postings = 新添 { $added } 条招工，原来就有 { $known } 条。
demo-other-station = 这台机器已经是“{ $station }”在用，不能改成演示的。请用 --data 换一个文件夹。
demo-people = 添了 { $count } 个人和三十天的记录。
