"""The block of each subgoal in a short report: how it stands, what has happened, and what is being done."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from anhorig_cli.markdown_text import plain_words
from anhorig_cli.views.activities import ActivityView
from anhorig_cli.views.formatter import Formatter, PhraseView, alarm, uncapitalised, with_text
from anhorig_cli.views.names import without_whole_plan
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.off_plan import Numbers, Shared, anchor_of, new_date, numbered_subgoals, shared_texts
from anhorig_cli.views.report.overview import Overview, done_of
from anhorig_cli.views.report.strategy import AreaView
from anhorig_cli.views.subgoals import AssessmentView, DateView, SubgoalView

MOST_IN_ONE_COLUMN = 12
_SENTENCE_ENDS = (".", "!", "?", "…")
_DEEPEST_HEADING = 2  # levels that get a heading of their own
_TextOf = Callable[[SubgoalView], str]


class BlockView(NamedTuple):
    """A subgoal in short.

    `facts` are lines about it, how late it is and its assessment first. `purpose` and `comment` are Markdown; the
    comment is empty if several subgoals share it. `explained` are cause, action and the reasons for moved days.
    `activities` are those to be shown, and `done` says how many are done if they are not shown. `indicators` are lines,
    one for each.
    """

    number: int
    anchor: str
    title: str
    facts: tuple[PhraseView, ...]
    purpose: str
    comment: str
    explained: tuple[str, ...]
    activities: tuple[ActivityView, ...]
    done: str
    indicators: tuple[PhraseView, ...]


class GroupView(NamedTuple):
    """Subgoals shown together: those of an area, or in a state; without a title if all are shown together.

    An area has its `level` below the areas above it, its last `assessment`, and a sentence on what that `rests_on`, or
    on what else contributes. `indicators` are those that measure it.
    """

    title: str
    blocks: tuple[BlockView, ...]
    level: int = 0
    assessment: AssessmentView | None = None
    rests_on: str = ""
    indicators: str = ""


class BlocksView(NamedTuple):
    """All subgoals in groups, and the texts that several share; `in_two_columns` is set if they are many.

    `have_all_areas` is set if every area of the plan has a group, or if other plans do all the work in the areas: a
    table of the areas would then add nothing.
    """

    shared: tuple[str, ...]
    groups: tuple[GroupView, ...]
    in_two_columns: bool
    have_all_areas: bool


def blocks_view(
    overview: Overview, areas: Sequence[AreaView], area_of: Mapping[str, int], formatter: Formatter
) -> BlocksView:
    """Return the blocks in the plan's order: grouped by area if at least half have one, else by state if they are many.

    `area_of` maps a subgoal's id to the place of the area under which it is shown.
    """
    current = overview.current
    printer = _BlockPrinter(overview, formatter)
    blocks = [printer.block(number, subgoal) for number, subgoal in enumerate(current, 1)]
    if 2 * len(area_of) >= len(current) and area_of:
        groups = _AreaGroups(blocks, current, area_of, formatter).groups(areas)
        have_all = {area.title for area in areas} <= {group.title for group in groups}
    else:
        groups = _state_groups(blocks, current, formatter, are_many=printer.are_many)
        have_all = not areas or _are_left_to_other_plans(areas)
    return BlocksView(tuple(printer.shared_sentences()), groups, printer.are_many, have_all)


def _are_left_to_other_plans(areas: Sequence[AreaView]) -> bool:
    """Return whether other plans contribute to the areas, and the plan itself says nothing about any but its title."""
    own_content = (
        (one.description, one.details, one.assessments, one.subgoals, one.indicators, one.earlier, one.is_uncovered)
        for one in areas
    )
    return any(one.others for one in areas) and not any(map(any, own_content))


def _state_groups(
    blocks: Sequence[BlockView], current: Sequence[SubgoalView], formatter: Formatter, *, are_many: bool
) -> tuple[GroupView, ...]:
    """Return the blocks grouped by state if they are many, else in one group without a title."""
    titles = _state_titles(current, formatter) if are_many else [""] * len(current)
    blocks_by_title: dict[str, list[BlockView]] = {title: [] for title in _state_names(formatter)}
    for title, block in zip(titles, blocks, strict=True):
        blocks_by_title.setdefault(title, []).append(block)
    return tuple(GroupView(title, tuple(grouped)) for title, grouped in blocks_by_title.items() if grouped)


class _AreaGroups:
    """Groups the blocks under the areas that their subgoals contribute to, level by level."""

    def __init__(
        self,
        blocks: Sequence[BlockView],
        current: Sequence[SubgoalView],
        area_of: Mapping[str, int],
        formatter: Formatter,
    ) -> None:
        self._word, self._numbers = formatter, Numbers(current)
        self._own = {subgoal.title for subgoal in current}
        self._under: dict[int | None, list[BlockView]] = {}
        for subgoal, block in zip(current, blocks, strict=True):
            self._under.setdefault(area_of.get(subgoal.id), []).append(block)

    def groups(self, areas: Sequence[AreaView]) -> tuple[GroupView, ...]:
        """Return a group for each area that has blocks, is assessed or is above such an area; other subgoals last."""
        groups: list[GroupView] = []
        level_below = 0
        for area in reversed(areas):
            if self._has_content(area) or area.level < level_below:
                groups.append(self._group(area))
                level_below = area.level
            elif area.level == 0:
                level_below = 0
        groups.reverse()
        rest = self._under.get(None, ())
        return (*groups, *([GroupView(self._word.text("Other subgoals"), tuple(rest))] if rest else []))

    def _has_content(self, area: AreaView) -> bool:
        return bool(area.place in self._under or area.assessments)

    def _group(self, area: AreaView) -> GroupView:
        return GroupView(
            area.title,
            tuple(self._under.get(area.place, ())),
            level=min(area.level, _DEEPEST_HEADING),
            assessment=next(iter(area.assessments), None),
            rests_on=self._rests_on(area),
            indicators=self._word.listed(area.indicators),
        )

    def _rests_on(self, area: AreaView) -> str:
        """Return what the area's assessment is based on, or else the contributing subgoals shown under other areas."""
        word = self._word
        if area.assessments:
            names = word.listed(area.rests_on)
            return word.text("The assessment is based on: {subgoals}.", subgoals=names) if names else ""
        shown = {block.title for block in self._under.get(area.place, ())}
        others = self._numbers.listed(title for title in area.subgoals if title in self._own - shown)
        return word.text("Also contributing: {subgoals}.", subgoals=word.listed(others)) if others else ""


def _state_names(formatter: Formatter) -> list[str]:
    return [
        formatter.text("Late"),
        formatter.text("Not, or not expected to be, fully achieved, but not late"),
        formatter.text("Others in progress"),
        formatter.text("Closed"),
    ]


def _state_titles(current: Sequence[SubgoalView], formatter: Formatter) -> list[str]:
    late, short, ongoing, closed = _state_names(formatter)
    titles: list[str] = []
    for subgoal in current:
        if subgoal.is_late:
            titles.append(late)
        elif subgoal.is_closed:
            titles.append(closed)
        else:
            titles.append(short if subgoal.is_failing else ongoing)
    return titles


class _BlockPrinter:
    """Builds the blocks of the subgoals, leaving out texts that several subgoals share."""

    def __init__(self, overview: Overview, formatter: Formatter) -> None:
        self._current, self._wording = overview.current, formatter
        self._indicators = _indicators_by_number(overview)
        self.are_many = len(overview.current) > MOST_IN_ONE_COLUMN
        self._comments = self._shared(_comment)
        self._causes = self._shared(_cause)
        self._reasons = self._shared(_reason)
        self._responsible = {subgoal.responsible for subgoal in overview.current}
        self._groups = {subgoal.target_groups for subgoal in overview.current}
        self._dates = {subgoal.dates for subgoal in overview.current}

    def _shared(self, text_of: _TextOf) -> Shared:
        return shared_texts({number: text_of(subgoal) for number, subgoal in enumerate(self._current, 1)})

    def shared_sentences(self) -> Iterator[str]:
        """Yield a sentence for each text that several subgoals share, with the numbers of those subgoals."""
        word = self._wording
        for text, numbers in self._comments.items():
            yield word.text(
                "The comment on {subgoals} is the same: {text}",
                subgoals=numbered_subgoals(numbers, word),
                text=plain_words(text),
            )
        for text, numbers in self._causes.items():
            yield word.text(
                "Cause and action for {subgoals}: {text}", subgoals=numbered_subgoals(numbers, word), text=text
            )
        for text, numbers in self._reasons.items():
            yield word.text(
                "Dates of {subgoals} were moved because: {text}", subgoals=numbered_subgoals(numbers, word), text=text
            )
        yield from self._shared_dates()
        yield from self._shared_responsible()
        if self._all_share(self._groups) and any(self._groups):
            yield word.text("All of them are for {groups}.", groups=next(iter(self._groups)))

    def _shared_dates(self) -> Iterator[str]:
        if self._all_share(self._dates):
            for one in next(iter(self._dates)):
                text = ", ".join(phrase.text for phrase in self._date(one))
                yield self._wording.text("All of them: {date}.", date=uncapitalised(text))

    def _shared_responsible(self) -> Iterator[str]:
        word = self._wording
        if not self._all_share(self._responsible):
            return  # each block, or the only one, names its own
        if any(self._responsible):
            yield word.text(
                "Responsible for all of them: {who}.", who=without_whole_plan(next(iter(self._responsible)), word)
            )
        elif all(subgoal.lacks_responsible for subgoal in self._current):
            yield word.text("Nobody is responsible for any subgoal.")

    def _all_share(self, values: AbstractSet[object]) -> bool:
        return len(values) == 1 and len(self._current) > 1

    def block(self, number: int, subgoal: SubgoalView) -> BlockView:
        """Return a subgoal's block.

        If there are many subgoals, it has no purpose, and the activities of a closed one are only counted.
        """
        comment = _comment(subgoal)
        is_counted = self.are_many and subgoal.is_closed
        return BlockView(
            number=number,
            anchor=anchor_of(number),
            title=subgoal.title,
            facts=with_text(self._facts(subgoal)),
            purpose="" if self.are_many else subgoal.purpose,
            comment="" if comment in self._comments else comment,
            explained=tuple(filter(None, self._explained(subgoal))),
            activities=() if is_counted else subgoal.to_do,
            done=self._done(subgoal) if is_counted else "",
            indicators=tuple(map(self._indicator, self._indicators[number])),
        )

    def _explained(self, subgoal: SubgoalView) -> Iterator[str]:
        """Yield the cause with the action, and the reasons for moved dates, unless several subgoals share them."""
        word, last = self._wording, subgoal.last
        if _cause(subgoal) not in self._causes:
            named = (("cause", last.cause), ("action", last.action))
            yield " ".join(_as_sentence(f"{word.key('assessment', name)}: {text}") for name, text in named if text)
        reason = _reason(subgoal)
        if reason and reason not in self._reasons:
            yield word.text("Reason for the change: {reason}", reason=reason)

    def _facts(self, subgoal: SubgoalView) -> Iterator[PhraseView]:
        word = self._wording
        days = subgoal.days_late
        if days:
            yield alarm(word.counted(days, "Late by one day", "Late by {n} days"))
        assessment = ", ".join(filter(None, (subgoal.status_label, subgoal.last.date)))
        yield PhraseView(assessment, symbol=subgoal.status, tone="strong")
        if not self._all_share(self._dates):
            for date_view in subgoal.dates:
                yield from self._date(date_view)
        new_date_phrases = list(new_date(subgoal, word))
        if new_date_phrases:
            text = f"{word.key('assessment', 'new_date')} {', '.join(phrase.text for phrase in new_date_phrases)}"
            yield new_date_phrases[-1]._replace(text=text)  # the last phrase has the mark if the date has passed
        if subgoal.work and not subgoal.is_closed:
            yield PhraseView(word.text("The work: {stage}", stage=uncapitalised(subgoal.work)), tone="soft")
        yield from self._people(subgoal)
        if subgoal.rests_on:
            below = word.listed(subgoal.rests_on)
            text = (
                word.text("based on {subgoals}", subgoals=below)
                if subgoal.assessment
                else word.text("below it: {subgoals}", subgoals=below)
            )
            yield PhraseView(text, tone="soft")

    def _date(self, one: DateView) -> Iterator[PhraseView]:
        yield PhraseView(f"{one.label} {one.date}", tone="soft")
        if one.before:
            yield PhraseView(self._wording.text("moved from {before}", before=one.before), tone="soft")

    def _people(self, subgoal: SubgoalView) -> Iterator[PhraseView]:
        """Yield who is responsible, the units and the target groups, unless all subgoals share them."""
        word = self._wording
        if not self._all_share(self._responsible):
            nobody = word.text("not stated") if subgoal.lacks_responsible else ""
            who = subgoal.responsible or nobody
            yield PhraseView(word.text("Responsible: {who}", who=who) if who else "", tone="soft")
        yield PhraseView(self._units(subgoal), tone="soft")
        if subgoal.target_groups and not self._all_share(self._groups):
            yield PhraseView(word.text("For {groups}", groups=subgoal.target_groups), tone="soft")

    def _units(self, subgoal: SubgoalView) -> str:
        """Return the units of a subgoal, labelled as units so that nobody takes them for who is responsible."""
        word = self._wording
        if not subgoal.units or subgoal.units == word.label("everyone", "all"):
            return subgoal.units
        return f"{word.key('subgoal', 'units')}: {subgoal.units}"

    def _done(self, subgoal: SubgoalView) -> str:
        done = sum(activity.status == "done" for activity in subgoal.activities)
        total = len(subgoal.activities)
        return done_of(done, total, self._wording) if total else ""

    def _indicator(self, one: IndicatorView) -> PhraseView:
        """Return an indicator in one line: the change of its value or its latest value, as an alarm if it deviates."""
        word = self._wording
        if self.are_many and one.latest:
            text = f"{one.title}: {one.latest}"
        elif one.moved_from:
            text = f"{one.title}: {one.moved_from} → {one.moved_to}"
        elif one.latest:
            text = f"{one.title}: {one.latest}, {one.latest_date}"
        elif one.standing.state == "unmeasured" and one.reason == word.text("nothing has been measured"):
            text = one.title
        else:
            text = f"{one.title}: {one.reason or word.text('nothing measured yet')}"
        if not one.is_deviating:
            return PhraseView(text)
        return alarm(f"{text} – {uncapitalised(one.standing.label)}")


def _indicators_by_number(overview: Overview) -> Mapping[int, tuple[IndicatorView, ...]]:
    """Return the indicators of each subgoal, by the subgoal's number."""
    effects = iter(overview.effects)
    return {
        number: next(effects).indicators if subgoal.activities or subgoal.indicators else ()
        for number, subgoal in enumerate(overview.current, 1)
    }


def _comment(subgoal: SubgoalView) -> str:
    return subgoal.last.comment


def _cause(subgoal: SubgoalView) -> str:
    return " → ".join(filter(None, (subgoal.last.cause, subgoal.last.action)))


def _reason(subgoal: SubgoalView) -> str:
    """Return the reasons for moved dates and changed targets, each as a sentence if there are several."""
    reasons = list(dict.fromkeys(move.reason for move in subgoal.moved if move.reason))
    return " ".join(map(_as_sentence, reasons)) if len(reasons) > 1 else "".join(reasons)


def _as_sentence(text: str) -> str:
    """Return a text with a full stop, unless it already ends as a sentence."""
    return text if text.endswith(_SENTENCE_ENDS) else f"{text}."
