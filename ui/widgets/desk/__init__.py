"""What the desk's screens are made of: Qt's own widgets, with the house's colours and sizes."""
