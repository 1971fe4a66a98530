say-nothing = There is nothing here that can be said: { $text }
say-not-written = The sound cannot be saved to this file: { $file } ({ $reason })
