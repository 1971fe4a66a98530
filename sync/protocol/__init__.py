"""What travels between stations and central: the same words, shapes and checks at both ends."""
