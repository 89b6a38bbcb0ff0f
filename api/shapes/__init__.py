"""What records look like from outside. Shapes only: nothing here decides or writes."""
