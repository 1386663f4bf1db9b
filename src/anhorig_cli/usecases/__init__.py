"""What one can do with plans, one verb a file: joins the rooms, returns values, prints nothing."""
