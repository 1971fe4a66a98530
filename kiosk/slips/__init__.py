"""What stands on a slip: its words, its QR code, its signature."""
