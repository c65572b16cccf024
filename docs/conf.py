"""How Sphinx makes the pages: Markdown in, HTML out, nothing fetched from elsewhere."""

project = "Doable"
author = "the Doable authors"
release = "0.1.0"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["decisions"]  # for builders, read in the repository
nitpicky = True

myst_heading_anchors = 4
myst_links_external_new_tab = False
suppress_warnings = ["misc.highlighting_failure"]  # an abridged JSON line is no JSON, and need not be

html_theme = "furo"
html_title = "Doable"
html_static_path = ["_static"]
html_css_files = ["tables.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0f5c5c", "color-brand-content": "#0f5c5c"},
    "dark_css_variables": {"color-brand-primary": "#6cc5c1", "color-brand-content": "#6cc5c1"},
    "footer_icons": [],
}
