"""Appositions: `Ann Lee, the mayor` and `the mayor, Ann Lee` are two mentions of one thing."""

from kg.nlp.coref.scene import Scene
from kg.nlp.coref.things import Kind, Mention


def join_appositions(scene: Scene) -> None:
    """Join nouns to the names that stand beside them in apposition; they say who it is, and do not go by its name."""
    for later in scene.mentions:
        head = scene.doc[later.head]
        earlier = scene.mention_at.get(head.head.i) if head.dep_ == "appos" else None
        if earlier is None or Kind.GROUP in (earlier.kind, later.kind):
            continue
        for named, noun in ((earlier, later), (later, earlier)):
            if _names(scene, named, noun):
                scene.join(noun, scene.thing_of[named], anchored=False)
                break


def _names(scene: Scene, named: Mention, noun: Mention) -> bool:
    thing = scene.thing_of.get(named)
    if thing is None or thing.label is None or noun.kind is not Kind.NOMINAL or noun in scene.thing_of:
        return False
    return thing.is_person == (scene.profiles[noun].form == "human")
