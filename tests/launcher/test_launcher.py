"""./facet: steps run once, missing packages are named, a command is what it says."""

import importlib.machinery
import importlib.util
import subprocess
import sys

import pytest

from tests.architecture.sources import ROOT


@pytest.fixture
def launcher(tmp_path, monkeypatch):
    """The launcher as a module, its stamps in a folder of the test's own."""
    loader = importlib.machinery.SourceFileLoader("facet_launcher", str(ROOT / "facet"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("facet_launcher", loader))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setitem(sys.modules, "facet_launcher", module)
    loader.exec_module(module)
    monkeypatch.setattr(module, "STAMPS", tmp_path / "stamps")
    return module


def test_a_step_runs_again_only_when_its_inputs_change(launcher, tmp_path):
    source, ran = tmp_path / "pins.txt", []
    for text in ("a", "a", "b"):
        source.write_text(text)
        launcher.once("step", launcher.digest(source), "a step", lambda: ran.append(source.read_text()))

    assert ran == ["a", "b"]


def test_a_step_that_fails_leaves_no_stamp(launcher):
    with pytest.raises(SystemExit, match="failed"):
        launcher.once("step", "x", "a step", lambda: launcher.call(sys.executable, "-c", "raise SystemExit(3)"))

    assert launcher.stamp("step") == ""


def test_digest_ignores_what_is_built(launcher, tmp_path):
    (tmp_path / "a.html").write_text("x")
    before = launcher.digest(tmp_path)
    (tmp_path / "b.mo").write_text("built")

    assert launcher.digest(tmp_path) == before


def test_an_environment_for_developing_is_not_cut_down_by_a_start(launcher, monkeypatch):
    synced = []
    monkeypatch.setattr(launcher, "_sync", lambda pins: synced.append(pins.name))
    launcher.STAMPS.mkdir()
    (launcher.STAMPS / "python").write_text("dev of yesterday")

    launcher.install_python("base")
    launcher.install_python("base")

    assert synced == ["dev.txt"]


def test_missing_packages_are_named_with_the_line_that_installs_them(launcher, monkeypatch, capsys):
    monkeypatch.setattr(launcher, "missing_packages", lambda: ["chromium", "fonts-noto-cjk", "make"])

    launcher.name_missing(only={"chromium", "fonts-noto-cjk"})

    assert capsys.readouterr().out.splitlines()[-1] == (
        "facet: install with: sudo apt-get install --no-install-recommends chromium fonts-noto-cjk"
    )


def test_without_venv_nothing_can_start(launcher, monkeypatch):
    monkeypatch.setattr(launcher, "missing_packages", lambda: ["python3-venv"])

    with pytest.raises(SystemExit):
        launcher.name_missing(only={"python3-venv"})


def test_any_other_word_is_a_management_command(launcher, monkeypatch):
    ran = []
    monkeypatch.setattr(launcher, "set_up", lambda kind: None)
    monkeypatch.setattr(launcher.os, "execve", lambda program, words, env: ran.append(words[3:]))

    launcher.main(["check-books", "--strict"])

    assert ran == [["check_books", "--strict"]]


def test_it_starts_with_nothing_installed():
    said = subprocess.run(
        [sys.executable, "-I", "-S", ROOT / "facet", "help"], capture_output=True, text=True, check=True
    )

    assert "./facet run" in said.stdout
