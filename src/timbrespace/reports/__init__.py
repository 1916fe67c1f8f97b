"""Reports: numbers that say how they came about, and one HTML file that shows them."""
