"""Type variables, parameter lists and unpacked tuples, put in the place of parameters: with builtin generics, typing's and Callable."""
from typing import *
import typing, collections.abc, types
T = TypeVar("T"); K = TypeVar("K"); V = TypeVar("V"); P = ParamSpec("P"); Ts = TypeVarTuple("Ts")
class G(Generic[T]): pass
class G2(Generic[K, V]): pass
class GP(Generic[P]): pass
class GPT(Generic[T, P]): pass
class GT(Generic[Unpack[Ts]]): pass
class GTS(Generic[T, *Ts, K]): pass
for c in """list[T].__parameters__;dict[K,V].__parameters__;list[T][int];dict[str,T][int];list[list[T]][int];list[List[T]][int];dict[K,V][int,str];dict[T,T][int];list[Dict[K,V]][int,str];list[Union[K,V]][str,int]
list[Callable[[K,V],K]][str,int];dict[T,int][str,int];list[int][int];List[T][int];Dict[K,V][int,str];Dict[K,V][int];List[List[T]][str];Union[T,int][str];Optional[T][int];Callable[[T],K][int,str];Callable[P,T][[int,str],bool]
Callable[P,int][int,str];Callable[P,int][...];Callable[Concatenate[int,P],T][[str],bool];G[int];G[T][int];G[int][str];G[int,str];G2[int];G2[K,int][str];GP[int,str];GP[[int,str]];GP[...];GP[P][[int]];GPT[int,[str]];GPT[int,str];GT[int,str];GT[()];GTS[int,str,bool,float];GTS[int]
GTS[int,str];tuple[Unpack[Ts]].__parameters__;tuple[*Ts][int,str];tuple[T,*Ts][int,str,bool];tuple[*Ts][()];Tuple[Unpack[Ts]][int,str];Tuple[T,Unpack[Ts]][int];tuple[*Ts,T][int];tuple[*Ts,T][*tuple[int,...]];tuple[T,*Ts][*tuple[int,...],str];tuple[*Ts][*tuple[int,str]]
(int|T).__parameters__;(T|int)[str];int|T;T|None;(list[T]|int)[str];(int|list[T]).__parameters__;list[T]|dict[K,V];(list[T]|dict[K,V])[int,str,bool];(list[T]|dict[K,V]).__parameters__;isinstance(1,int|List[int]);Annotated[T,5][int];Annotated[list[T],'x'][int];ClassVar[T][int];Literal[1][int]
list[T][*tuple[int,...]];list[T][Unpack[tuple[int,...]]];List[T][*tuple[int]];T.__typing_subst__(5);T.__typing_subst__('a');T.__typing_subst__(Unpack[Ts]);Ts.__typing_subst__(int);P.__typing_subst__(int);P.__typing_subst__([int,str]);Unpack[tuple[int]].__typing_unpacked_tuple_args__;Unpack[Ts].__typing_is_unpacked_typevartuple__;Unpack[list[int]].__typing_unpacked_tuple_args__
collections.abc.Callable[[int,T],str][bool];collections.abc.Callable[P,T][[int],str];collections.abc.Callable[[int],str].__parameters__;get_args(list[T]);get_origin(list[T]);get_type_hints(type('A',(),{'__annotations__':{'x':'list[int]|None'}}));Iterable[T][int];Generator[T,K,V][int,str,bool];type[T][int];Type[T][int];Deque[T][str];DefaultDict[K,list[V]][int,str];list['T'];list['int'][int]""".replace("\n",";").split(";"):
    try: r = eval(c); print(c, "->", r)
    except Exception as e: print(c, "!", type(e).__name__, e)
import copy
C = collections.abc.Callable
for c in """C[[int],str];C[...,str];C[[],str];C[int,str];C[[int]];C[5];C[[int,str],bool].__args__;C[[T],K][int,str];C[[T],K].__parameters__;C[P,T][int,str];C[P,int][int];C[Concatenate[int,P],str][[bool]];repr(C[[list[int]],None]);C[[int],str]==C[[int],str];C[[int],str]==Callable[[int],str];hash(C[[int],str])==hash(C[[int],str]);copy.copy(C[[int],str]);copy.deepcopy(C[...,T]);C[[int],str].__origin__;isinstance(1,C[[int],str]);C[P,int].__parameters__;type(C[[int],str]).__name__;C[[T],K][int]
List[5];Unpack[Ts];Unpack[tuple[int,str]];Generic[Unpack[Ts]];GT[int][str];Concatenate[int,P];Concatenate[int,...];Concatenate[int];Concatenate[()];Tuple[()];Tuple[int,...];Tuple[T,...][int];Ts;[*Ts];P.args;P.kwargs;Dict[T,T][int];Dict[T,K][K,T];Dict[T,K][int,T];Callable[...,T][int];Callable[[],T][int]""".replace("\n",";").split(";"):
    try: r = eval(c); print(c, "->", r)
    except Exception as e: print(c, "!", type(e).__name__, e)
