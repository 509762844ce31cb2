"""What each page shows, as pure functions of filters."""
