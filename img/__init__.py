"""The figures that the lessons show, and the script that draws them."""
