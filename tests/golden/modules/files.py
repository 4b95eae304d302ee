# Files, streams in memory, and what os knows of the file system.
import io, os, sys
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__module__, type(e).__name__, e)
base = os.path.join(os.environ.get('TMPDIR', '/tmp'), f'hoopsnake-io-{os.getpid()}')
import os.path
def clean(p):
    if os.path.isdir(p):
        for n in os.listdir(p): clean(os.path.join(p,n))
        os.rmdir(p)
    elif os.path.lexists(p): os.remove(p)
clean(base); os.makedirs(base+'/a/b'); os.chdir(base)
with open('f.txt','w') as f:
    print(f.write('hello\nwörld\n'), f.writelines(['x\n','y']), f.name, f.mode, f.closed, f.writable(), f.readable())
    print('printed', 1, file=f)
print(f.closed)
t(lambda: f.write('a')); t(lambda: f.read())
with open('f.txt', encoding='utf-8') as f:
    print(f.read()); print(repr(f.read())); f.seek(0); print(f.readline(), f.readlines()); f.seek(0); print([l for l in f]); f.seek(0); print(f.read(3), f.tell(), f.read(4), f.readline())
print(repr(open('f.txt', encoding='utf-8')))
for l in open('f.txt', encoding='utf-8'): print(repr(l))
with open('f.txt','a') as f: f.write('end\n')
print(open('f.txt').read().splitlines()[-1], os.path.getsize('f.txt'))
with open('b.bin','wb') as f: print(f.write(bytes(range(10))), f.write(bytearray(b'zz')), repr(f))
with open('b.bin','rb') as f: print(f.read(3), f.read(), f.seek(-2,2), f.read(), f.tell(), f.seek(2), f.peek(2)[:2], f.readable(), f.seekable())
with open('b.bin','r+b') as f: f.seek(2); f.write(b'XY'); f.seek(0); print(f.read()); f.truncate(4); 
print(open('b.bin','rb').read())
with open('l.txt','wb') as f: f.write(b'a\r\nb\rc\nd')
print(repr(open('l.txt').read()), open('l.txt').readlines(), open('l.txt',newline='').readlines(), open('l.txt',newline='\n').readlines(), open('l.txt',newline='\r').readlines(), open('l.txt',newline='\r\n').readlines())
with open('w.txt','w',newline='\r\n') as f: f.write('a\nb\n')
print(open('w.txt','rb').read())
for s in ["open('nope')","open('f.txt','q')","open('f.txt','rw')","open('f.txt','rb',encoding='utf8')","open('a')","open('f.txt','x')","open('f.txt','w').read()","open('f.txt','a').read()","open('f2.txt','w').write(5)","open('b.bin','wb').write('s')","open(5.5)","open('f.txt',encoding='nope')","open('nodir/x','w')","open('f.txt','r',0)","open('x\\0y')","open('f.txt','r').write('x')","open('','r')","open(None)"]:
    t(lambda: eval(s))
with open('lat.txt','w',encoding='latin-1') as f: f.write('é')
print(open('lat.txt','rb').read(), open('lat.txt',encoding='latin-1').read())
t(lambda: open('lat.txt',encoding='utf-8').read()); t(lambda: open('lat.txt',encoding='utf-8',errors='replace').read()); t(lambda: open('lat.txt','w',encoding='ascii').write('é'))
with open('sig.txt','w',encoding='utf-8-sig') as f: f.write('x'); f.write('y')
print(open('sig.txt','rb').read(), open('sig.txt',encoding='utf-8-sig').read())
s=io.StringIO(); print(s.write('abc\n'), s.getvalue(), s.tell(), s.seek(1), s.read(1), s.write('ZZ'), s.getvalue()); s=io.StringIO('l1\nl2\nl3'); print(s.readline(), s.readlines(), s.read(), list(io.StringIO('a\nb'))); s.close(); t(lambda: s.read())
t(lambda: io.StringIO(5)); t(lambda: io.StringIO().write(b'x')); s=io.StringIO('héllo'); s.seek(2); print(s.read(), s.seek(0,2), s.truncate(2), s.getvalue()); print('x', file=s)
b=io.BytesIO(b'abc'); print(b.read(1), b.getvalue(), b.write(b'Z'), b.getvalue(), b.seek(0), b.readline(), b.seek(10), b.write(b'q'), b.getvalue(), b.tell()); t(lambda: io.BytesIO('x'))
tw=io.TextIOWrapper(io.BytesIO(b'x\ny\n')); print(tw.readline(), tw.read(), list(io.TextIOWrapper(io.BytesIO(b'1\n2'),encoding='ascii')))
bb=io.BytesIO(); w=io.TextIOWrapper(bb,encoding='utf-8'); w.write('é'); w.flush(); print(bb.getvalue())
print(isinstance(open('f.txt'), io.TextIOBase), isinstance(io.StringIO(), io.IOBase), isinstance(open('f.txt','rb'), io.BufferedIOBase), isinstance(sys.stdout, io.TextIOBase), io.UnsupportedOperation.__mro__[1:3])
class W(io.StringIO):
    def write(self,s): return super().write(s.upper())
w=W(); print('low',file=w); print(w.getvalue())
class R(io.RawIOBase):
    def __init__(s): s.d=b'line1\nline2'
    def readable(s): return True
    def readinto(s,b):
        n=min(len(b),len(s.d)); b[:n]=s.d[:n]; s.d=s.d[n:]; return n
print(R().read(), R().readline(), list(R()))
# os
print(sorted(os.listdir('.')), os.path.exists('f.txt'), os.path.isfile('f.txt'), os.path.isdir('a'), os.path.join('a','b','/c','d'), os.path.split('/a/b.c'), os.path.splitext('a/b.tar.gz'), os.path.basename('/x/y'), os.path.dirname('/x/y'), os.path.normpath('a//b/../c/.'), os.path.abspath('x')==base+'/x', os.path.relpath('/a/b','/a/c'), os.path.commonpath(['/a/b','/a/c']), os.path.isabs('/x'), os.path.splitext('.bashrc'), os.path.commonprefix(['abc','abd']), os.sep, os.getcwd()==base)
t(lambda: os.mkdir('a')); t(lambda: os.rmdir('a')); t(lambda: os.remove('zzz')); t(lambda: os.listdir('zzz')); t(lambda: os.rename('zz','yy')); t(lambda: os.stat('zz')); t(lambda: os.remove('a')); t(lambda: os.makedirs('a/b')); os.makedirs('a/b',exist_ok=True); t(lambda: os.chdir('nope')); t(lambda: os.path.join('a',5)); t(lambda: os.fspath(5)); t(lambda: os.mkdir('q/r'))
open('a/x.py','w').close(); open('a/b/y.py','w').close()
print([(d.replace(base,''),sorted(ds),sorted(fs)) for d,ds,fs in os.walk('a')], sorted((e.name,e.is_dir()) for e in os.scandir('a')))
os.rename('f.txt','g.txt'); print(os.path.exists('f.txt'), os.stat('g.txt').st_size, os.environ.get('NOPE','dflt'), os.getenv('NOPE'), 'PATH' in os.environ, os.path.expandvars('$NOPE/x'), os.name, os.linesep)
os.environ['NOPE']='v'; print(os.environ['NOPE'], os.path.expandvars('${NOPE}/x$NOPE')); del os.environ['NOPE']; t(lambda: os.environ['NOPE']); t(lambda: os.environ.__setitem__('a',5))
os.symlink('g.txt','ln'); print(os.path.islink('ln'), os.readlink('ln'), os.path.realpath('ln')==base+'/g.txt')
class P:
    def __fspath__(s): return 'g.txt'
print(open(P()).readline(), os.path.exists(P()), os.path.join('a',P()), oct(os.stat('a').st_mode)[:4], len(os.urandom(5)), os.strerror(2), isinstance(P(),os.PathLike))
import json
with open('j.json','w') as f: json.dump({'a':[1]},f,indent=1)
print(json.load(open('j.json')))
f=open('auto.txt','w'); f.write('kept'); del f; print(open('auto.txt').read())
try: open('nofile.txt')
except FileNotFoundError as e: print(e.errno, e.filename, e.strerror, repr(e), e.args)
with open('g.txt') as a, open('j.json') as b: print(len(a.read())>0, len(b.read())>0)
sys.stdout.write('done\n'); sys.stdout.flush()
os.chdir('/'); clean(base)
