"""What users can do with plans, one verb per file: joins the rooms, returns values, prints nothing."""
