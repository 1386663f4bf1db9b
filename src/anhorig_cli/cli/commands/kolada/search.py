"""`anhorig kolada search`."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.commands.kolada.source import From, kolada_from
from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.options import LanguageOption, TextOrJson, argument, format_option
from anhorig_cli.cli.terminal.telling import print_sentence, visible
from anhorig_cli.source import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anhorig_cli.kolada.answers import KeyFigure
    from anhorig_cli.vocabulary import Language

_MOST_SHOWN = 50


def search(
    text: Annotated[str, argument("TEXT", "Words that are next to each other in the key figure's title.")],
    output_format: Annotated[TextOrJson, format_option(TextOrJson, "The format.")] = TextOrJson.TEXT,
    folder: From = None,
    language: LanguageOption = None,
) -> None:
    """Look for key figures in Kolada: their ids, for `kolada` on an indicator.

    For example: anhorig kolada search korttidsboende
    """
    from anhorig_cli.usecases.kolada.fetch_figures import search_key_figures

    reader_language = language_of(language)
    found = search_key_figures(kolada_from(folder), text)
    if output_format is TextOrJson.JSON:
        import json

        sys.stdout.write(json.dumps([_as_object(one) for one in found], ensure_ascii=False, indent=2) + "\n")
        return
    sys.stdout.writelines(_line(one, reader_language) + "\n" for one in found[:_MOST_SHOWN])
    _print_others(text, found, reader_language)


def _print_others(text: str, found: "Sequence[KeyFigure]", language: "Language") -> None:
    sentence: Message | None = None
    if not found:
        sentence = message("no key figure in Kolada has '{text}' in its title", text=text)
    elif len(found) > _MOST_SHOWN:
        sentence = message("… and {n} more: write more of the title, or --format json", n=len(found) - _MOST_SHOWN)
    if sentence:
        print_sentence(sentence, language)


def _line(one: "KeyFigure", language: "Language") -> str:
    details: list[Message] = []
    if one.of == "L":
        details.append(message("regions"))
    if one.is_by_sex:
        details.append(message("women and men"))
    if one.ended is not None:
        details.append(message("ended {year}", year=one.ended))
    more = ", ".join(text_of(text, language) for text in details)
    return visible(f"{one.id}  {one.title}" + (f"  ({more})" if more else ""))


def _as_object(one: "KeyFigure") -> dict[str, Any]:
    return {
        "id": visible(one.id),
        "title": visible(one.title),
        "description": visible(one.description),
        "of": visible(one.of),
        "by_sex": one.is_by_sex,
        "ended": one.ended,
        "published": visible(one.published),
    }
