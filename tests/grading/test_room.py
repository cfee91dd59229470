"""The isolation battery: everything that an answer should not be able to do in a room, tried.

Each attack runs as a cell. What it brings back has to show that it was contained, and the next room has to work.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.room import Limits, NoSandbox, Nursery, NurseryLost, Room, RoomClosed, Sitting
from grading.room import nursery as outside
from grading.room.inside import calls
from grading.room.watching import group_of
from tests.course import REPO

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Locked rooms need Linux.")
MARKER = "a-secret-that-nobody-in-a-room-may-read"
LIMITS = Limits(memory=1_000_000_000)


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """One nursery for all tests, started with a secret in the grader's environment."""
    os.environ["NEURONLAB_SECRET"] = os.environ["DATABASE_PASSWORD"] = MARKER
    try:
        with Nursery() as one:
            one.start()
            yield one
    finally:
        del os.environ["NEURONLAB_SECRET"], os.environ["DATABASE_PASSWORD"]


@pytest.fixture
def room(nursery: Nursery) -> Iterator[Room]:
    """A room; afterwards the next one has to work."""
    with nursery.room(limits=LIMITS) as one:
        yield one
    with nursery.room() as following:
        assert printed(following, "print(6 * 7)") == "42\n"


def run(room: Room, source: str, seconds: float = 10) -> list[dict]:
    return room.run(textwrap.dedent(source), seconds).outputs


def printed(room: Room, source: str, seconds: float = 10) -> str:
    """What a cell printed; whatever else it showed is a failure of the test."""
    outputs = run(room, source, seconds)
    assert all(one["output_type"] == "stream" for one in outputs), outputs
    return "".join(one["text"] for one in outputs)


def told(room: Room, source: str, seconds: float = 10) -> object:
    """What a cell printed, as JSON."""
    return json.loads(printed(room, source, seconds))


TRY = """
import json
def attempt(act):
    try:
        return repr(act())
    except BaseException as error:
        return type(error).__name__ + ": " + str(error)
"""


def refused(room: Room, *acts: str, given: str = "") -> dict[str, str]:
    """What became of each expression; none may have succeeded."""
    told_of = told(
        room,
        TRY + textwrap.dedent(given) + f"\nprint(json.dumps({{a: attempt(lambda: eval(a))"
        f" for a in {list(acts)!r}}}))",
        20,
    )
    for act, came in told_of.items():
        assert "error" in came.lower(), f"{act} gave {came}"
    return told_of


# The network


def test_there_is_no_tcp_not_even_loopback(room):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        came = refused(
            room,
            f"socket.create_connection(('127.0.0.1', {port}), 2)",
            f"socket.create_connection(('::1', {port}), 2)",
            "socket.create_connection(('1.1.1.1', 53), 2)",
            "socket.create_server(('127.0.0.1', 0))",
            "socket.gethostbyname('example.org')",
            given="import socket",
        )
    assert not any("timed out" in one or "refused" in one for one in came.values())


def test_the_network_is_empty_even_without_the_filter(room):
    assert room.facts["network"] is False


def test_there_is_no_udp(room):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        refused(
            room,
            f"socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', {server.getsockname()})",
            given="import socket",
        )


def test_unix_sockets_of_the_machine_are_out_of_reach(room, tmp_path):
    with socket.socket(socket.AF_UNIX) as named, socket.socket(socket.AF_UNIX) as abstract:
        named.bind(str(tmp_path / "socket"))
        abstract.bind(f"\0{tmp_path}")
        named.listen()
        abstract.listen()
        refused(
            room,
            f"socket.socket(socket.AF_UNIX).connect({str(tmp_path / 'socket')!r})",
            f"socket.socket(socket.AF_UNIX).connect('\\0' + {str(tmp_path)!r})",
            given="import socket",
        )


def test_there_is_no_other_kind_of_socket(room):
    refused(
        room,
        "socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)",
        "socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)",
        "socket.socket(38, socket.SOCK_SEQPACKET)",  # AF_ALG
        "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
        "socket.socketpair(30, socket.SOCK_SEQPACKET)",  # TIPC
        given="import socket",
    )


# Secrets


def test_no_file_holds_a_secret(room, tmp_path):
    """A marker in `solutions`, in a gradebook, in the teacher's home and in /tmp is nowhere to be found."""
    from solutions import reference

    planted = [
        tmp_path / "gradebook.db",
        Path(f"/tmp/{MARKER}"),
        Path.home() / f".{MARKER}",
        Path("/dev/shm") / MARKER,
    ]
    in_solutions = reference.__doc__.strip().splitlines()[0]
    for path in planted:
        path.write_text(MARKER)
    try:
        found = told(
            room,
            f"""
            import json, os
            marks, found, seen = [{MARKER!r}.encode(), {in_solutions!r}.encode()], [], 0
            for folder, folders, names in os.walk("/"):
                found += [name for name in [*folders, *names] if {MARKER!r} in name]
                if folder.startswith(("/usr/lib", "/usr/local", "/usr/share", "/python")):
                    continue
                for name in names:
                    path = os.path.join(folder, name)
                    if not os.path.isfile(path):
                        continue
                    seen += 1
                    with open(path, "rb") as file:
                        content = file.read()
                    found += [path for mark in marks if mark in content]
            print(json.dumps([found, seen]))
            """,
            60,
        )
    finally:
        for path in planted:
            path.unlink()
    assert found[0] == []
    assert found[1] > 20, "the search found no files at all: is it looking right?"


def test_what_is_there_of_the_course_is_the_learner_s_package(room):
    there = told(
        room,
        """
        import importlib.util, json, os, sys
        print(json.dumps({
            "lab": sorted(os.listdir("/lab")),
            "root": sorted(os.listdir("/")),
            "home": [os.listdir("/home"), os.listdir("."), os.listdir("/tmp"), os.listdir("/dev")],
            "found": [n for n in ("solutions", "grading", "tools", "tests")
                      if importlib.util.find_spec(n)],
            "loaded": [n for n in sys.modules if n.split(".")[0] in ("solutions", "grading")],
        }))
        """,
    )
    assert there["lab"] == ["inside", "neuronlab"]
    assert set(there["root"]) <= {
        *("dev", "etc", "home", "lab", "lib", "lib32", "lib64", "proc", "python", "tmp", "usr")
    }
    assert there["home"][:3] == [["learner"], [], []]
    assert sorted(there["home"][3]) == ["null", "random", "shm", "urandom"]
    assert there["found"] == there["loaded"] == []


def test_the_machine_s_places_are_not_there(room, tmp_path):
    refused(
        room,
        *(f"os.stat({str(path)!r})" for path in (REPO, tmp_path, Path.home(), "/etc/passwd")),
        "os.stat('/sys')",
        "os.stat('/proc/self')",
        "os.stat('/proc/1/environ')",
        "os.stat('/run')",
        "os.stat('/usr/bin')",
        given="import os",
    )


def test_environments_hold_no_secret(room):
    there = told(room, "import json, os; print(json.dumps(dict(os.environ)))")
    assert set(there) <= outside.INSIDE_ONLY
    assert MARKER not in json.dumps(there)


def test_the_nursery_holds_no_secret(nursery, room):
    """Neither the environment, nor the arguments, nor the memory of any process behind the lock."""
    looked_into = 0
    for process in group_of(nursery._running.process.pid):
        place = Path(f"/proc/{process}")
        try:
            parts = [(place / name).read_bytes() for name in ("environ", "cmdline")]
            parts += memory_of(place)
        except PermissionError:  # a hidden process, and not by root
            continue
        looked_into += 1
        for part in parts:
            for secret in (MARKER, "NEURONLAB_SECRET", "DATABASE_PASSWORD", "sqlite:///"):
                assert secret.encode() not in part
    assert looked_into >= 2


def memory_of(process: Path) -> Iterator[bytes]:
    """All that a process has in memory."""
    with open(process / "mem", "rb", buffering=0) as memory:
        for line in (process / "maps").read_text().splitlines():
            places, rights, *_ = line.split()
            if "r" not in rights or "[v" in line:
                continue
            begin, end = (int(place, 16) for place in places.split("-"))
            try:
                memory.seek(begin)
                yield memory.read(end - begin)
            except (OSError, OverflowError):
                continue


def test_the_first_room_after_a_submission_knows_nothing_of_it(nursery):
    with nursery.room() as first:
        run(
            first,
            f"""
            import json, os, sys, builtins, numpy
            builtins.left = numpy.left = json.dumps.__globals__["left"] = {MARKER!r}
            for place in ("/tmp", "/dev/shm", os.path.expanduser("~")):
                with open(place + "/left", "w") as file:
                    file.write({MARKER!r})
            os.makedirs(".ipython/profile_default/startup")
            """,
        )
    with nursery.room() as second:
        there = told(
            second,
            """
            import builtins, json, numpy, os
            left = [p for p in ("/tmp", "/dev/shm", ".") for n in os.listdir(p)]
            left += [str(o) for o in (builtins, numpy, json) if hasattr(o, "left")]
            print(json.dumps([left, In[:-1], Out]))
            """,
        )
    assert there == [[], [""], {}]


# Other processes


def test_no_other_process_can_be_seen_signalled_or_traced(nursery, room):
    with nursery.room() as neighbour:
        pids = [one.process for one in (neighbour._first, neighbour._worker)]
        pids += [os.getpid(), nursery._running.process.pid]
        refused(
            room,
            *(f"os.kill({pid}, 0)" for pid in pids if pid > 50),
            "os.kill(3, 9)",
            "checked(libc.ptrace(16, 1, 0, 0))",
            "checked(libc.ptrace(0, 0, 0, 0))",
            "checked(libc.process_vm_readv(1, 0, 0, 0, 0, 0))",
            given="""
            import ctypes, os
            libc = ctypes.CDLL(None, use_errno=True)
            def checked(result):
                if result == -1:
                    raise OSError(ctypes.get_errno(), "refused")
                return result
            """,
        )
        assert printed(neighbour, "print(1)") == "1\n"


def test_the_room_s_first_process_cannot_be_killed_from_inside(room):
    assert printed(room, "import os, signal; os.kill(1, signal.SIGKILL); print('on')") == "on\n"
    refused(room, "os.kill(-1, signal.SIGKILL)")
    with pytest.raises(RoomClosed):
        run(room, "os.kill(os.getpid(), signal.SIGKILL)")


def test_a_killed_room_leaves_nobody(nursery):
    """Children, detached ones too, end with the room."""
    with nursery.room() as room:
        run(
            room,
            """
            import os, time
            for _ in range(3):
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        time.sleep(1000)
                    os._exit(0)
                os.wait()
            """,
        )
        processes = group_of(room._first.process)
        assert len(processes) == 5
    assert not any(Path(f"/proc/{one}").exists() for one in processes)


def test_a_child_that_goes_on_after_its_parent_ends_with_the_room(nursery):
    with nursery.room() as room:
        first = room._first.process
        with pytest.raises(RoomClosed):
            run(
                room,
                """
                import os, time
                if os.fork() == 0:
                    time.sleep(1000)
                time.sleep(0.2)
                os._exit(0)
                """,
            )
        until = time.monotonic() + 5
        while Path(f"/proc/{first}").exists() and time.monotonic() < until:
            time.sleep(0.01)
        assert not Path(f"/proc/{first}").exists()


# The disk and the kernel


def test_nothing_outside_the_scratch_folders_can_be_written(room):
    refused(
        room,
        "open('/written', 'w')",
        "open('/lab/neuronlab/__init__.py', 'a')",
        "open('/lab/inside/written', 'w')",
        "open(numpy.__file__, 'a')",
        "os.utime(numpy.__file__)",
        "os.chmod('/lab', 0o777)",
        "open('/dev/written', 'w')",
        "open('/proc/written', 'w')",
        "open('/usr/lib/written', 'w')",
        "open('/proc/sys/kernel/hostname', 'w')",
        "open('/proc/sys/vm/drop_caches', 'w')",
        "os.mknod('null', 0o20666, os.makedev(1, 3))",
        "os.link(numpy.__file__, 'linked')",
        "os.chroot('.')",
        "os.setuid(0)",
        "os.setgroups([0])",
        "socket.sethostname('mine')",
        given="import numpy, os, socket",
    )


def test_no_namespace_no_mount_no_keyring_no_hidden_memory(room):
    machine = os.uname().machine
    column = list(calls.ARCHITECTURES).index(machine)
    numbers = {name: both[column] for name, both in calls.REFUSED.items()}
    wanted = ("unshare", "mount", "umount2", "setns", "keyctl", "memfd_create", "shmget", "bpf")
    refused(
        room,
        *(f"called({numbers[name]}, 0x10000000, 0, 0, 0, 0)" for name in wanted),
        f"called({calls.EXAMINED['clone'][column]}, 0x10000011, 0, 0, 0, 0)",
        f"called({calls.NEWEST + 5}, 0, 0, 0, 0, 0)",
        f"called({0x40000000 + numbers['mount']}, 0, 0, 0, 0, 0)",
        f"called({calls.EXAMINED['clone3'][column]}, 0, 0, 0, 0, 0)",
        "mmap.mmap(-1, 4096)",
        "fcntl.fcntl(open(numpy.__file__), 1024, 0)",
        "fcntl.flock(open(numpy.__file__), fcntl.LOCK_EX)",
        given="""
        import ctypes, fcntl, mmap, numpy
        libc = ctypes.CDLL(None, use_errno=True)
        def called(*numbers):
            result = libc.syscall(*numbers)
            if result == -1:
                raise OSError(ctypes.get_errno(), "refused")
            return result
        """,
    )


def test_the_filter_knows_the_numbers_of_this_kernel():
    """Every step of the program jumps to a step of the program, and it fits into the kernel's limit."""
    for machine in calls.ARCHITECTURES:
        code = calls.program(machine)
        steps = [
            (code[i], code[i + 2], code[i + 3]) for i in range(0, len(code), 8)
        ]  # kind, and how far it jumps
        assert len(steps) < 4096
        for place, (kind, if_true, if_false) in enumerate(steps):
            if kind & 7 == 5:
                assert place + 1 + max(if_true, if_false) < len(steps)
        assert steps[-1][0] == 6
    with pytest.raises(calls.Unsupported):
        calls.program("riscv64")


def test_there_is_no_right_left(room):
    came = told(
        room,
        """
        import ctypes, json, os
        libc = ctypes.CDLL(None)
        header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        libc.capget(header, data)
        print(json.dumps([os.getuid(), os.getgid(), list(data), libc.prctl(39, 0, 0, 0, 0),
                          libc.prctl(21, 0, 0, 0, 0), libc.prctl(3, 0, 0, 0, 0)]))
        """,
    )
    assert came[:2] == [1000, 1000]
    assert came[2] == [0] * 6
    assert came[3:] == [1, 2, 0], "no new rights, a filter, not to be traced"


def test_the_room_does_not_run_as_root_outside_either(room):
    for one in (room._first, room._worker):
        status = Path(f"/proc/{one.process}/status").read_text()
        users = next(line for line in status.splitlines() if line.startswith("Uid")).split()[1:]
        assert "0" not in users


def test_files_have_a_size(room):
    came = refused(
        room,
        "open('large', 'wb').write(bytes(40_000_000))",
        "os.truncate('small', 40_000_000)",
        "[open(f'part{i}', 'wb').write(bytes(10_000_000)) for i in range(10)]",
        "[open(f'name{i}', 'w') for i in range(10_000)]",
        "[open(f'/tmp/part{i}', 'wb').write(bytes(10_000_000)) for i in range(10)]",
        given="import os; open('small', 'w').close()",
    )
    assert "large" in came["open('large', 'wb').write(bytes(40_000_000))"]


# Memory, processes, time


def test_four_gigabytes_are_refused_and_the_room_goes_on(room):
    came = refused(
        room, "numpy.ones(500_000_000)", "bytearray(4_000_000_000)", given="import numpy"
    )
    assert all("MemoryError" in one for one in came.values())
    assert printed(room, "print(1)") == "1\n"


def test_memory_is_counted_in_sum(room):
    began = time.monotonic()
    with pytest.raises(RoomClosed) as closed:
        run(
            room,
            """
            import os, time
            for _ in range(4):
                if os.fork() == 0:
                    held = bytearray(800_000_000)
                    for place in range(0, len(held), 4096):
                        held[place] = 1
                    time.sleep(60)
            time.sleep(60)
            """,
            30,
        )
    assert "memory" in closed.value.reason
    assert time.monotonic() - began < 15


def test_there_are_only_so_many_processes(nursery):
    with nursery.room(limits=Limits(memory=50_000_000_000)) as room:
        came = told(
            room,
            """
        import json, os, time
        children = 0
        try:
            for _ in range(500):
                if os.fork() == 0:
                    time.sleep(30)
                    os._exit(0)
                children += 1
        except OSError as error:
            print(json.dumps([children, error.errno]))
        """,
        )
    assert came[0] < 50
    assert came[1] == 11


def test_a_bomb_of_forks_harms_nobody(nursery, room):
    with nursery.room() as neighbour:
        bomb = threading.Thread(target=drop_bomb, args=[room])
        bomb.start()
        assert printed(neighbour, "print(sum(range(10)))") == "45\n"
        bomb.join()


def drop_bomb(room: Room) -> None:
    with pytest.raises(RoomClosed):
        room.run(BOMB, 1)


BOMB = """
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
    except KeyboardInterrupt:
        pass
"""


def test_there_are_only_so_many_threads_and_files(room):
    came = refused(
        room,
        "[threading.Thread(target=time.sleep, args=(5,), daemon=True).start() for _ in range(90)]",
        "[os.open('/dev/null', 0) for _ in range(500)]",
        given="import os, threading, time",
    )
    assert "Too many open files" in list(came.values())[1]


def test_an_endless_loop_is_interrupted_and_the_room_goes_on(room):
    ran = room.run("kept = 1\nwhile True:\n    pass", 0.3)
    assert ran.stopped
    assert [one.get("ename") for one in ran.outputs] == ["KeyboardInterrupt"]
    assert "lab/inside" not in json.dumps(ran.outputs)
    assert printed(room, "print(kept)") == "1\n"
    assert room.run("import asyncio; await asyncio.sleep(60)", 0.3).stopped
    assert printed(room, "print(kept)") == "1\n"


@pytest.mark.parametrize(
    "source",
    [
        "import itertools; sum(itertools.count())",
        "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except BaseException:\n        pass",
        "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); time.sleep(60)",
    ],
    ids=["in C", "catches everything", "ignores interrupts"],
)
def test_a_loop_that_cannot_be_interrupted_costs_the_room(room, source, monkeypatch):
    monkeypatch.setattr("grading.room.room.GRACE", 0.3)
    with pytest.raises(RoomClosed) as closed:
        run(room, source, 0.3)
    assert "longer than" in closed.value.reason
    with pytest.raises(RoomClosed):
        run(room, "1")


def test_a_sleep_in_a_cell_is_interrupted(room):
    assert room.run("import time; time.sleep(60)", 0.3).stopped


# The room's own Python, bent


@pytest.mark.parametrize(
    "source",
    [
        "import os; os._exit(0)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import ctypes; ctypes.string_at(0)",
        "import os; os.closerange(0, 200); os.write(5, b'x')",
        "import os, resource\nos.closerange(0, 200)\nimport time; time.sleep(0.2)",
        "import faulthandler; faulthandler._sigabrt()",
        "import socket\nsocket.socket.sendall = None",
        "import json\njson.dumps = lambda *_, **__: 'x' * 100",
        "import builtins; builtins.len = lambda _: 1 << 40",
        "import sys; sys.modules.clear(); import gc; gc.collect()\nraise SystemExit",
    ],
)
def test_a_room_that_is_broken_is_closed_or_shows_nothing_odd(room, source):
    try:
        outputs = run(room, source, 5)
    except RoomClosed:
        outputs = []
    assert isinstance(outputs, list)


FORGE = """
import os, struct, socket, json
import gc
line = next(one for one in gc.get_objects()
            if type(one) is socket.socket and one.fileno() > 2 and one.type == socket.SOCK_STREAM)
"""


@pytest.mark.parametrize(
    "bytes_",
    [
        "os.urandom(100_000)",
        "b'\\xff' * 8",
        "struct.pack('>I', 4_000_000_000)",
        "struct.pack('>I', 3) + b'{}}'",
        "struct.pack('>I', 4) + b'null'",
        "struct.pack('>I', 60_000_000) + b'[' * 60_000_000",
        "struct.pack('>I', 100) + b'x'",
        "message({'ran': {'outputs': 7, 'ok': 1, 'count': 1}})",
        "message({'ran': {'outputs': [], 'ok': 1, 'count': 1e400}})",
        "message({'ran': {'outputs': [], 'ok': 1, 'count': '9' * 9000}})",
        "message({'ran': [1]})",
        "message({'failed': 'x'})",
    ],
    ids=range(12),
)
def test_garbage_on_the_line_harms_nobody(room, bytes_):
    source = f"""
    {textwrap.indent(FORGE, "    ")}
    def message(held):
        body = json.dumps(held).encode()
        return struct.pack('>I', len(body)) + body
    line.sendall({bytes_})
    import time; time.sleep(20)
    """
    try:
        assert room.run(textwrap.dedent(source), 0.5).stopped
    except RoomClosed:
        pass


def test_forged_outputs_come_out_as_plain_text_or_not_at_all(room):
    forged = [
        {"output_type": "display_data", "data": {"text/plain": "\ud800", "text/html": ["<b>"]}},
        {"output_type": "display_data", "data": {"../x": "y", "image/png": 7}, "metadata": [1]},
        {"output_type": "execute_result", "data": {"a/b": "c"}, "execution_count": "many"},
        {"output_type": "stream", "name": [], "text": {"x": 1}},
        {"output_type": "error", "traceback": [1, "line"], "ename": None},
        {"output_type": "update_display_data"},
        "text",
        None,
    ]
    source = FORGE + textwrap.dedent(f"""
    body = json.dumps({{"ran": {{"outputs": {forged!r}, "ok": "yes", "count": 3}}}}).encode()
    line.sendall(struct.pack(">I", len(body)) + body)
    """)
    ran = room.run(source, 5)
    assert not ran.ok
    assert ran.outputs == [
        {"output_type": "display_data", "data": {"text/plain": "?"}, "metadata": {}},
        {"output_type": "display_data", "data": {}, "metadata": {}},
        {
            "output_type": "execute_result",
            "data": {"a/b": "c"},
            "metadata": {},
            "execution_count": None,
        },
        {"output_type": "stream", "name": "stdout", "text": ""},
        {"output_type": "error", "ename": "", "evalue": "", "traceback": ["", "line"]},
    ]


def test_output_is_bounded_and_says_so(room):
    for source in (
        "print('x' * 30_000_000)",
        "for _ in range(300_000): print('line')",
        "for _ in range(1000): display(1)",
        "from IPython.display import HTML, display\ndisplay(HTML('x' * 30_000_000))",
    ):
        outputs = run(room, source)
        assert len(json.dumps(outputs)) < 1_000_000
        assert "Cut here" in outputs[-1]["text"]
    assert printed(room, "print('short')") == "short\n"


def test_patches_stay_in_their_room(nursery):
    with nursery.room() as bent:
        source = textwrap.dedent(
            """
            import builtins, json, socket, sys, numpy, threading, time
            sys.displayhook = lambda value: print("mine")
            sys.settrace(lambda *_: None)
            builtins.print = lambda *_: None
            json.dumps = socket.socket = numpy.allclose = None
            threading.Thread(target=lambda: [time.sleep(0.01) for _ in range(10**6)]).start()
            get_ipython().events.register("post_run_cell", lambda *_: 1 / 0)
            """
        )
        with pytest.raises(RoomClosed):
            bent.run(source, 5)
    with nursery.room() as fresh:
        assert run(fresh, "1")[0]["data"] == {"text/plain": "1"}


# What an honest notebook does


def test_input_is_refused_in_plain_words(room):
    outputs = run(room, "input('Your name? ')")
    assert outputs[-1]["ename"] == "StdinNotImplementedError"
    assert "nobody sits at the keyboard" in outputs[-1]["evalue"]


@pytest.mark.parametrize(
    "source",
    ["exit", "exit()", "quit()", "%autosave 60", "?print", "%pinfo2 print", "!ls", "%%bash\nls",
     "breakpoint()", "%debug", "help(print)", "%matplotlib inline", "%gui qt", "%history", "%edit",
     "raise SystemExit", "get_ipython().ask_exit()", "%reset -f", "%load_ext autoreload",
     "import getpass; getpass.getpass()"],
)  # fmt: skip
def test_magics_and_exits_are_harmless(room, source):
    room.run(source, 5)
    assert printed(room, "print('on')") == "on\n"


def test_figures_come_out_as_in_lab(room):
    implicit, explicit = "plt.plot([0, 1]);", "fig, ax = plt.subplots(); ax.plot([0, 1])\nfig"
    run(room, "import matplotlib.pyplot as plt")
    for source in (implicit, "plt.plot([1, 2])\nplt.show()"):
        (shown,) = run(room, source)
        assert set(shown["data"]) == {"text/plain", "image/png"}
        assert shown["data"]["image/png"].startswith("iVBOR")
    kinds = [one["output_type"] for one in run(room, explicit)]
    assert kinds == ["execute_result", "display_data"]
    assert run(room, "print(plt.get_fignums())")[0]["text"] == "[]\n"


def test_displays_results_streams_and_errors_keep_their_order(room):
    outputs = run(
        room,
        """
        import sys
        from IPython.display import Markdown, clear_output, display
        print("gone"); clear_output()
        print("one", end=" "); print("two")
        handle = display(Markdown("**three**"), display_id=True)
        print("four", file=sys.stderr)
        handle.update(Markdown("**changed**"))
        1 / 0
        """,
    )
    assert [one["output_type"] for one in outputs] == ["stream", "display_data", "stream", "error"]
    assert outputs[0]["text"] == "one two\n"
    assert outputs[1]["data"]["text/markdown"] == "**changed**"
    assert outputs[2]["name"] == "stderr"
    assert outputs[3]["ename"] == "ZeroDivisionError"
    assert any("Cell" in line and "In[1]" in line for line in outputs[3]["traceback"])


def test_the_course_s_own_ways_of_showing_work(room):
    (error,) = run(
        room,
        """
        from neuronlab import check, play, progress, show
        from neuronlab.plots import figure
        def todo():
            raise NotImplementedError
        todo()
        """,
    )
    assert error["traceback"] == ["todo: not yet answered.\nThis cell needs it."]
    assert run(room, "check('softmax', todo)") == []
    (shown,) = run(room, "fig, axes = figure()\nshow(fig, 'A picture.')")
    assert shown["data"]["text/html"].startswith('<img alt="A picture."')
    (played,) = run(room, "play(lambda slope: figure()[0], 'A line.', slope=(0, 3, 1, 2))")
    assert "text/plain" in played["data"]
    (rendered,) = run(
        room,
        """
        class Calm(Exception):
            def _render_traceback_(self):
                return ["calm"]
        raise Calm
        """,
    )
    assert rendered["traceback"] == ["calm"]


def test_await_and_tasks_work(room):
    source = """
    import asyncio
    async def work():
        await asyncio.sleep(0.01)
        return 7
    task = asyncio.get_running_loop().create_task(work())
    print(await task)
    """
    assert printed(room, source) == "7\n"
    assert "asyncio.run() cannot be called" in json.dumps(run(room, "asyncio.run(work())"))


def test_widgets_do_not_crash(room):
    outputs = run(
        room,
        """
        import ipywidgets
        slider = ipywidgets.IntSlider()
        slider.value = 3
        output = ipywidgets.Output()
        with output:
            print("inside")
        ipywidgets.interact(lambda x: print(x), x=(0, 3))
        """,
    )
    assert all(one["output_type"] != "error" for one in outputs)


def test_generators_differ_from_room_to_room(nursery):
    source = "import numpy, random; print(random.random(), numpy.random.rand())"
    drawn = set()
    for _ in range(2):
        with nursery.room() as room:
            drawn.add(printed(room, source))
    assert len(drawn) == 2


def test_the_lesson_s_files_are_there(nursery):
    files = {"data.csv": b"1,2\n", "more/deep.bin": bytes(range(256))}
    with nursery.room(files) as room:
        source = "print(open('data.csv').read(), len(open('more/deep.bin', 'rb').read()))"
        assert printed(room, source) == "1,2\n 256\n"


# The nursery and what is around it


def test_an_ordinary_account_gets_the_same_room():
    """Where root runs the tests, an attack of each kind is tried again under an account without rights."""
    if os.getuid() != 0:
        pytest.skip("All tests here run under an ordinary account already.")
    base, number = sys.base_prefix, "12345"
    bound = dict.fromkeys([base, sys.prefix, str(REPO)])
    above = dict.fromkeys(str(one) for path in bound for one in reversed(Path(path).parents[:-1]))
    done = subprocess.run(
        [
            *("bwrap", "--bind", "/", "/", "--dev-bind", "/dev", "/dev"),
            *("--perms", "755", "--tmpfs", "/root", "--perms", "1777", "--tmpfs", "/tmp"),
            *(word for path in above for word in ("--dir", path)),
            *(word for path in bound for word in ("--ro-bind", path, path)),
            *("--setenv", "HOME", "/tmp", "--setenv", "PYTHONPATH", str(REPO)),
            *("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"),
            *("setpriv", "--reuid", number, "--regid", number, "--clear-groups"),
            *("--inh-caps=-all", "--ambient-caps=-all", sys.executable, "-m", "pytest", "-q"),
            *("-p", "no:cacheprovider", "-k", OF_EACH_KIND, str(Path(__file__))),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout


OF_EACH_KIND = (
    "no_tcp or no_file_holds or as_root_outside or killed_from_inside or in_sum or scratch_folders "
    "or only_so_many_processes"
)


def test_where_processes_are_counted_together_there_is_room_for_others(monkeypatch):
    assert outside._others(locked=False) > outside.AND_MORE
    monkeypatch.setattr("grading.room.watching.counts_by_namespace", lambda: True)
    assert outside._others(locked=True) == 0
    monkeypatch.setattr("grading.room.watching.counts_by_namespace", lambda: False)
    assert outside._others(locked=True) > outside.AND_MORE


def test_a_nursery_that_was_killed_comes_back(nursery):
    os.kill(nursery._running.process.pid, signal.SIGKILL)
    nursery._running.process.wait()
    with nursery.room() as room:
        assert printed(room, "print(1)") == "1\n"


def test_a_cell_that_ran_when_the_nursery_was_killed_has_lost_nothing():
    with Nursery() as nursery, Sitting(nursery, Limits()) as sitting:
        assert sitting.run("kept = 1").ok
        assert not nursery.is_lost(nursery.number)
        os.kill(group_of(nursery._running.process.pid)[1], signal.SIGKILL)
        with pytest.raises(NurseryLost, match="ended from outside"):
            sitting.run("import time; time.sleep(20)")
        assert sitting.deaths == []


def test_everything_ends_with_a_grader_that_is_killed(tmp_path):
    source = """
    import sys, time
    from grading.room import Nursery
    nursery = Nursery()
    room = nursery.room()
    print(room._first.process, flush=True)
    room.run("import itertools; sum(itertools.count())", 100)
    """
    grader = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(source)],
        env={**os.environ, "PYTHONPATH": str(REPO)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with grader:
        first = int(grader.stdout.readline())
        assert Path(f"/proc/{first}").exists()
        grader.kill()
    until = time.monotonic() + 10
    while Path(f"/proc/{first}").exists():
        assert time.monotonic() < until, "the room goes on without its grader"
        time.sleep(0.02)


def test_without_bubblewrap_the_reason_and_the_remedy_are_said(monkeypatch):
    monkeypatch.setattr("grading.room.lock.shutil.which", lambda _: None)
    with Nursery() as nursery, pytest.raises(NoSandbox) as refused_:
        nursery.room()
    assert "is not installed" in str(refused_.value)
    assert "apt-get install bubblewrap" in str(refused_.value)
    assert "NEURONLAB_UNLOCKED=yes" in str(refused_.value)


def test_a_bubblewrap_that_fails_is_quoted(monkeypatch, tmp_path):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setattr("grading.room.lock.shutil.which", lambda _: str(fake))
    with Nursery() as nursery, pytest.raises(NoSandbox, match="No permissions"):
        nursery.room()


def test_a_room_with_an_open_door_is_not_used():
    tight = {"user": 1000, "processes": [], "network": False, "writable": [], "handles": [0]}
    outside._look_around({**tight, "environment": ["HOME"]})
    for change in (
        {"user": 0},
        {"processes": ["1"]},
        {"network": True},
        {"writable": ["/"]},
        {"environment": ["HOME", "AWS_SECRET_ACCESS_KEY"]},
        {"handles": list(range(9))},
    ):
        with pytest.raises(NoSandbox):
            outside._look_around({**tight, "environment": ["HOME"], **change})


def test_unlocked_rooms_run_cells_too():
    with Nursery(locked=False) as nursery:
        with nursery.room({"data.csv": b"x"}) as room:
            assert printed(room, "print(open('data.csv').read())") == "x\n"
            there = told(room, "import json, os; print(json.dumps(dict(os.environ)))")
            assert set(there) <= outside.INSIDE_ONLY
            assert room.run("while True: pass", 0.3).stopped
            run(room, "import os, time\nif os.fork() == 0: time.sleep(1000)")
            processes = group_of(room._worker.process)
            with pytest.raises(RoomClosed):
                run(room, "os._exit(1)")
        with nursery.room() as room:
            assert printed(room, "import os; print(os.listdir('.'))") == "[]\n"
        assert len(processes) == 2


# One submission


def test_a_death_costs_the_cell_in_which_it_happened(nursery):
    with Sitting(nursery, LIMITS) as sitting:
        assert sitting.run("x = 1").ok
        lost = sitting.run("x = 2\nimport os; os._exit(1)")
        assert not lost.ok
        assert lost.outputs[0]["traceback"] == [
            "This cell was stopped: Python ended while this cell ran. What follows goes on without it."
        ]
        after = sitting.run("x")
        assert after.outputs[0]["data"]["text/plain"] == "1"
        assert len(sitting.deaths) == 1


def test_a_cell_for_the_judge_is_not_run_twice(nursery):
    with Sitting(nursery, LIMITS) as sitting:
        sitting.run("count = 0")
        ours, theirs = socket.socketpair()
        with ours, theirs:
            sitting.run("count += 1", connection=theirs)
        sitting.run("import os; os._exit(1)")
        assert sitting.run("count").outputs[0]["data"]["text/plain"] == "0"


def test_a_cell_that_dies_when_it_is_repeated_is_left_out(nursery):
    with Sitting(nursery, LIMITS) as sitting:
        sitting.run("import sys, os, time; began = time.time()")
        sitting.run("x = 5")
        sitting.run("if len(In) < 4 and False: pass\nelse: y = 1")
        sitting._repeatable.insert(1, "import os; os._exit(3)")
        sitting.run("os._exit(1)")
        assert sitting.run("x + y").outputs[0]["data"]["text/plain"] == "6"
        assert len(sitting.deaths) == 2


def test_deaths_and_time_are_bounded(nursery):
    with Sitting(nursery, Limits(restarts=2)) as sitting:
        for _ in range(5):
            shown = sitting.run("import os; os._exit(1)").outputs
        assert "did not run" in shown[0]["evalue"]
        assert len(sitting.deaths) == 3
    began = time.monotonic()
    with Sitting(nursery, Limits(submission=0.8)) as sitting:
        assert "had not ended" in sitting.run("while True: pass").outputs[-1]["evalue"]
        assert "were used up" in sitting.run("1").outputs[0]["evalue"]
    assert time.monotonic() - began < 5
