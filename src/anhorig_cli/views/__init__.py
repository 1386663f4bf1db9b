"""The views: frozen records of ready text, in the plan's language, counted, grouped and sorted for a page to print.

`report.report_view` is the entry point. Rules judge and views show; neither imports the other, and both ask `analysis`.
"""
