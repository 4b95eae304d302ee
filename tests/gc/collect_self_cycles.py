# modes: plain, verify
# What gc.collect() returns for objects that hold themselves.
import gc

gc.disable()
gc.collect()


class Node:
    pass


def leave_instance():
    n = Node()
    n.me = n


def leave_list():
    l = []
    l.append(l)


def leave_dict():
    d = {}
    d["self"] = d


def leave_list_in_tuple():
    l = []
    t = (l,)
    l.append(t)


def leave_instance_dict():
    n = Node()
    n.attributes = n.__dict__


for leave in (leave_instance, leave_list, leave_dict, leave_list_in_tuple, leave_instance_dict):
    leave()
    print(leave.__name__, gc.collect())
    print("  again", gc.collect())
for _ in range(5):
    leave_list()
print("five lists", gc.collect())
