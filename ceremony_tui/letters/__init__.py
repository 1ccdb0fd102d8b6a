"""Letters in terminal cells: a font, a text set large in it, and any picture."""
