"""What each part of a plan is, in one line, for whoever writes one in an editor."""

from anhorig_cli.source import Message, message

PART_TEXTS: dict[str, Message] = {
    "plan": message("A plan: its goal, and everything that hangs on it."),
    "period": message("From the first day of one date to the last day of another; a year alone stands for both."),
    "contact": message("Where to turn with questions: a function, never a person."),
    "unit": message("An organisational unit."),
    "role": message("A function that can be responsible for something."),
    "party": message("A body or municipality that owns the work, takes part in it or is invited to it."),
    "target_group": message("Those the plan is for."),
    "area": message("An area of a strategy, or a goal above this plan, that subgoals contribute to."),
    "subgoal": message("What is to be reached, by when, by whom, through what, and how it is judged."),
    "activity": message("What is done to reach the subgoal. A title alone will do."),
    "dated_note": message("What happened, and when. Text alone will do."),
    "occasions": message("Occasions planned and held: meetings, training sessions, workshops."),
    "occasion": message("One or more occasions. A number alone says how many, a date alone when."),
    "assessment": message("A dated judgement of whether the subgoal is, or will be, met."),
    "revision": message(
        "A deadline or a target that was changed: from what, to what, when, by which decision and why."
    ),
    "indicator": message("What is followed over time, from where to where, with its measurements."),
    "baseline": message("The value one starts from. A number alone will do."),
    "target": message("The value to reach. A number alone will do, or only a direction."),
    "measurement": message("A value on a date. A share keeps its numerator and denominator."),
    "survey": message("A survey, a focus group or a round of interviews."),
    "cycle_item": message("Something the units do every year."),
    "done_occurrence": message("An occurrence that was carried out. A date alone will do."),
    "decision": message("A decision by a political body."),
    "report": message("A report to the committee."),
    "document": message("A dated document that a decision rests on. A title alone will do."),
    "funding": message("Money for the work, in kronor, and how it is divided."),
    "funding_part": message("A unit's or a party's part of the sum."),
    "recommendation": message("What an auditor, say, has asked for, and what answers it."),
    "attachment": message("A document that goes with the plan."),
    "project": message("The settings of a project. All of them are optional."),
    "ignore": message("A finding that you accept: which rule, where, why and for how long."),
    "labels": message("Your own words in reports for the words of a scale."),
}
"""A description by the part's name."""
