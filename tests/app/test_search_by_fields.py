"""What the search in the bar finds beside names: the texts of fields, without private ones."""

import gzip
import json

from networks import snapshot_of

from graphmap.app.shell.search import ADDRESS, address_of_names, served


def test_entities_are_found_by_the_texts_of_their_fields_that_are_not_private() -> None:
    snapshot = snapshot_of(
        fields="kind,name,type,private\nschool,sector,text,\nschool,motto,text,\nschool,decile,number,\nschool,trust,text,yes\n",
        schools="id,name,sector,motto,decile,trust\nb,Bush,,Kia kaha,3,low\na,Area,state,Ako,4,\nc,Coast,,,,\n",
        people="id,name\nana,Ana\n",
    )
    packed = served(address_of_names(snapshot).removeprefix(ADDRESS))
    assert packed is not None
    listed = {each["word"]: each for each in json.loads(gzip.decompress(packed))}
    found = dict(zip(listed["school"]["ids"], listed["school"]["also"], strict=True))
    assert found == {"a": "Ako · state", "b": "Kia kaha", "c": ""}
    assert "also" not in listed["person"]
    assert "field" not in listed
