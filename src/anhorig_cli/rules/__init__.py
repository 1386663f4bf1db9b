"""The rules: what a plan is judged by. One file a rule, one folder a family, one explicit tuple (`registry`).

Reading rules have no body: loading finds their flaws while it reads, and `reading` holds their pages.
"""
