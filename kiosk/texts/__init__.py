"""One catalogue of words for screen, voice and paper."""
