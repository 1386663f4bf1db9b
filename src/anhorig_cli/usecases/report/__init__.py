"""Make reports of plans: views, templates, moments, previews."""
