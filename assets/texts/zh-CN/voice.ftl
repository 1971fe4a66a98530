say-nothing = 这里没有能念的字：{ $text }
say-not-written = 声音存不进这个文件：{ $file }（{ $reason }）
