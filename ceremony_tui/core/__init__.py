"""What a ceremony is. Standard library only: no clock, no file, no screen, no chance."""
