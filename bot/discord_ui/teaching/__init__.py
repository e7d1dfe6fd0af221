"""What teachers do on Discord: a class, its roster, its debates all at once, its board, its report."""
