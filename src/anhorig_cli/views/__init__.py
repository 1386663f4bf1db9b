"""What a page prints: frozen records of ready text, in the plan's language, counted, grouped and in order.

`report.report_view` is the way in. Rules judge and views show; neither sees the other, and both ask the model.
"""
