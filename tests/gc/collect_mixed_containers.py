# modes: plain, verify
import gc

gc.disable()
gc.collect()


class Hashable:
    pass


def shapes():
    def list_dict():
        l = []
        d = {"l": l}
        l.append(d)

    def set_instance():
        h = Hashable()
        h.all = {h}

    def frozenset_instance():
        h = Hashable()
        h.all = frozenset([h])

    def tuple_list_dict_set():
        h = Hashable()
        h.path = (["x", {"k": {h}}],)

    def dict_key():
        h = Hashable()
        h.table = {h: 1}

    def iterator():
        l = []
        l.append(iter(l))

    def dict_view():
        d = {}
        d["view"] = d.values()

    def slice_like():
        l = []
        l.append(slice(l))

    def nested_tuples():
        l = []
        t = (((l,),),)
        l.append(t)

    def property_object():
        h = Hashable()
        h.p = property(lambda self: h)

    return list_dict, set_instance, frozenset_instance, tuple_list_dict_set, dict_key, iterator, dict_view, slice_like, nested_tuples


for shape in shapes():
    shape()
    print(shape.__name__, gc.collect())
