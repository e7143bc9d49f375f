"""The signature fields of a grid in its structure tree: who doesn't see them comes to them too."""

from __future__ import annotations

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def tag_fields(writer: IncrementalPdfFileWriter) -> None:
    """Each after all that the grid says, in their order. pyHanko makes fields and knows nothing of trees."""
    tree = writer.root["/StructTreeRoot"]
    whole = tree["/K"][0]
    parent = tree["/K"].raw_get(0)
    fields = writer.root["/AcroForm"]["/Fields"]
    for place in range(len(fields)):
        reference, field = fields.raw_get(place), fields[place]
        key = tree["/ParentTreeNextKey"]
        described = generic.DictionaryObject(
            {
                generic.NameObject("/S"): generic.NameObject("/Form"),
                generic.NameObject("/P"): parent,
                generic.NameObject("/Pg"): field.raw_get("/P"),
                generic.NameObject("/K"): generic.DictionaryObject(
                    {
                        generic.NameObject("/Type"): generic.NameObject("/OBJR"),
                        generic.NameObject("/Obj"): reference,
                    }
                ),
            }
        )
        element = writer.add_object(described)
        whole["/K"].append(element)
        tree["/ParentTree"]["/Nums"].extend((generic.NumberObject(key), element))
        tree["/ParentTreeNextKey"] = generic.NumberObject(key + 1)
        field["/StructParent"] = generic.NumberObject(key)
    writer.mark_update(parent.reference)
    writer.mark_update(writer.root.raw_get("/StructTreeRoot").reference)
