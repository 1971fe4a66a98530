error-watched-already = 这台机器上的驿站已经有人看着了，不用再开一个。
