"""What the widgets have painted, as plain text."""

from textual.app import App


def seen(app: App, *names: str) -> str:
    """The rows of these widgets of the screen that is on."""
    widgets = map(app.screen.query_one, names)
    rows = (row for widget in widgets for row in widget.render_lines(widget.size.region))
    return "\n".join(row.text for row in rows)
