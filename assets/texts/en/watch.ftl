error-watched-already = This station is being watched already; there is no need for a second watch.
