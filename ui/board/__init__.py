"""The board in the hall: which number is called, spoken and readable from afar."""
