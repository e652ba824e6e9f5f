"""Three versions of one field: each is marked where it changed the text that all began with."""

from __future__ import annotations

from tests.world import World

BEFORE = "Mama prowadzi zeszyt wydatków."


def test_each_of_three_versions_is_marked_against_the_text_before(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska", remarks=BEFORE)
    laptops = [world.laptop(), world.laptop()]
    written = {
        "Babcia prowadzi zeszyt wydatków.": "Babcia",
        "Mama prowadzi zeszyt opłat.": "opłat",
        "Mama założyła zeszyt wydatków.": "założyła",
    }
    for store, text in zip((world.office, *laptops), written, strict=True):
        store.records.change(family, {"remarks": text})
    for laptop in laptops:
        world.office.exchange.take(world.bundle(laptop))
    [conflict] = world.office.conflicts.all()
    marked = {side.words: [text for text, differs in side.parts if differs] for side in conflict.sides}
    assert conflict.before == BEFORE
    assert marked == {text: [word] for text, word in written.items()}


def test_versions_without_a_common_text_are_marked_where_they_differ_from_any_other(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptops = [world.laptop(), world.laptop()]
    texts = ("Mama ma psa", "Mama ma psa", "Mama ma")
    for store, text in zip((world.office, *laptops), texts, strict=True):
        store.records.change(family, {"remarks": text})
    for laptop in laptops:
        world.office.exchange.take(world.bundle(laptop))
    [conflict] = world.office.conflicts.all()
    marked = sorted("".join(text for text, differs in side.parts if differs) for side in conflict.sides)
    assert marked == ["", " psa", " psa"]
