"""Turn a clone into a running program, or a verdict on it: `run`, `test`; for maintainers, `bench` and `lock`.

    python3 packaging/dev.py run [ARGUMENTS]         set up in .venv, then start Tearsheet
    python3 packaging/dev.py test [ARGUMENTS]        set up in .venv, then run every check; with arguments, only pytest
    python3 packaging/dev.py bench [NAME] [ARGS]     set up in .venv-bench, peers too, then run tests.bench.NAME, or all
    python3 packaging/dev.py lock [--upgrade]        write the lock files anew (needs uv)

Standard library only. Why it exists: desktop/notes/005-two-commands.md.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python comes this far, and is owed a sentence
    sys.exit("Tearsheet needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".")

import checks
import environment
import locks
import node_packages
import system_packages


def run(arguments: list[str]) -> int:
    """Start Tearsheet with `arguments`; its exit code is ours."""
    system_packages.install("run")
    environment.prepare("run")
    return environment.start("-m", "tearsheet", *arguments)


def test(arguments: list[str]) -> int:
    """Run every check, or pytest alone with `arguments`."""
    unavailable = system_packages.install("run", "test")
    environment.prepare("test")
    if arguments:
        return environment.start("-m", "pytest", *arguments)
    return checks.run_all(unavailable)


def bench(arguments: list[str]) -> int:
    """Run the bench that the first of `arguments` names, or all; the peers that it compares with are set up too."""
    system_packages.install("run", "test")
    environment.prepare("bench")
    named = bool(arguments) and not arguments[0].startswith("-")
    name, rest = (arguments[0], arguments[1:]) if named else ("", arguments)
    wanted = environment.ROOT / "tests" / "bench" / name / "node"
    node_packages.install(wanted, environment.venv("bench") / "node" / name)
    os.chdir(environment.ROOT)  # for `-m tests`
    return environment.start("-m", f"tests.bench.{name}".rstrip("."), *rest, name="bench")


def lock(arguments: list[str]) -> int:
    """Write all lock files; `arguments` go to uv."""
    return locks.write(arguments)


VERBS = {"run": run, "test": test, "bench": bench, "lock": lock}


def main(arguments: list[str]) -> int:
    """Do what the first of `arguments` says."""
    if not arguments or arguments[0] not in VERBS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return VERBS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
