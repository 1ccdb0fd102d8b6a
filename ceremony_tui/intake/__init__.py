"""Files people bring -> core values. Every fault is named with its place and a remedy."""
