"""The environment that dev.py makes: from the lock, once, and whole again after whatever happened to it."""

import json
import signal

from tests.packaging.conftest import Repository


def test_a_run_starts_the_program_with_its_arguments_and_ends_with_its_exit_code(set_up: Repository) -> None:
    code, output, _messages = set_up.run("list", "--json")
    assert json.loads(output)[1] == ["list", "--json"]
    assert code == 2


def test_what_is_set_up_is_left_alone(set_up: Repository) -> None:
    _code, _output, messages = set_up.run()
    assert messages == ""


def test_a_persons_own_settings_do_not_lead_pip_astray(set_up: Repository) -> None:
    assert not (set_up.root / "elsewhere").exists()


def test_what_the_tests_need_is_added_to_what_is_there(set_up: Repository) -> None:
    (witness := set_up.root / ".venv" / "witness").touch()
    set_up.start("test", "--version").communicate()
    assert witness.exists()
    _code, _output, messages = set_up.run()
    assert messages == "", "a run after the tests has nothing to set up"


def test_a_new_lock_is_followed_from_nothing(set_up: Repository) -> None:
    (witness := set_up.root / ".venv" / "witness").touch()
    set_up.lock("run", "red")
    assert set_up.colour() == "red"
    assert not witness.exists()


def test_a_set_up_that_was_interrupted_is_made_again_from_nothing(repository: Repository) -> None:
    process = repository.start("run")
    while not (half_made := repository.root / ".venv" / "pyvenv.cfg").exists():
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    (leftover := half_made.with_name("leftover")).touch()
    assert repository.colour() == "black", "what the killed one had started was not waited for"
    assert not leftover.exists()
    process.communicate()


def test_a_package_with_another_hash_is_refused_and_the_next_run_mends_it(repository: Repository) -> None:
    repository.lock("run", "black", wrong=True)
    code, output, messages = repository.run()
    assert (code, output) == (1, "")
    assert "hash" in messages.lower()
    repository.lock("run", "black")
    assert repository.colour() == "black"


def test_two_first_runs_at_once_both_work(repository: Repository) -> None:
    processes = [repository.start("run"), repository.start("run")]
    outcomes = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert ["waiting" in messages for _output, messages in outcomes].count(True) == 1
    assert ["Making" in messages for _output, messages in outcomes].count(True) == 1


def test_a_bench_runs_by_its_name_in_an_environment_of_its_own(repository: Repository) -> None:
    benches = repository.root / "tests" / "bench"
    benches.mkdir(parents=True)
    shown = "import json, sys, ink\nprint(json.dumps([__spec__.name, ink.COLOUR, sys.prefix, sys.argv[1:]]))\n"
    for name in ("__main__", "reading"):
        (benches / f"{name}.py").write_text(shown)
    repository.lock("bench", "red")
    process = repository.start("bench", "reading", "a-set", "--jobs=2")
    output, messages = process.communicate()
    assert process.returncode == 0, messages
    own = str(repository.root / ".venv-bench")
    assert json.loads(output) == ["tests.bench.reading", "red", own, ["a-set", "--jobs=2"]]
    assert not (repository.root / ".venv").exists()
    output, messages = repository.start("bench", "--write").communicate()
    assert json.loads(output) == ["tests.bench.__main__", "red", own, ["--write"]]
    assert messages == "", "what is set up is left alone"


def test_an_unknown_verb_shows_the_verbs(repository: Repository) -> None:
    process = repository.start("fly")
    _output, messages = process.communicate()
    assert process.returncode == 2
    assert "dev.py run" in messages
