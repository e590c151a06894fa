"""The project as users get it: a wheel, an editable install, a plugin, a hook."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from conftest import ROOT, RULES

pytestmark = [pytest.mark.install, pytest.mark.xdist_group("install")]
CLEAN = "Harbour board votes on new quay\n\nLISBON: The harbour board voted on Monday to build a second quay.\n"
DIRTY = CLEAN.replace("\n\n", "\n\nFollow\n\n")


def run(*args: str | Path, cwd: Path, ok: tuple[int, ...] = (0,)) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "NEWSLINT_"))}
    environment.pop("PYTHONPATH", None)
    result = subprocess.run(
        [str(arg) for arg in args], cwd=cwd, capture_output=True, text=True, env=environment, check=False
    )
    assert result.returncode in ok, f"{args}\n{result.stdout}\n{result.stderr}"
    return result.stdout + result.stderr


def copy_of_project(target: Path) -> Path:
    listed = run("git", "ls-files", "-co", "--exclude-standard", cwd=ROOT).splitlines()
    for name in listed:
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def environment(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    return folder / "bin"


def test_the_wheel_holds_every_rule_and_works(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path / "project")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", tmp_path, project, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    bin_ = environment(tmp_path / "venv")
    run(bin_ / "pip", "install", "--quiet", wheel, cwd=tmp_path)
    assert f"{len(RULES)} rules" in run(bin_ / "newslint", "rules", "--all", cwd=tmp_path)
    (tmp_path / "a.txt").write_text(DIRTY)
    assert "a.txt:3:1: WID001" in run(bin_ / "newslint", "a.txt", cwd=tmp_path, ok=(1,))
    run(bin_ / "newslint", "--fix", "a.txt", cwd=tmp_path)
    assert (tmp_path / "a.txt").read_text() == CLEAN
    run(bin_ / "pip", "install", "--quiet", project / "examples" / "plugin", cwd=tmp_path)
    assert "newslint-harbour 0.1.0: newslint_kinds, newslint_packs" in run(bin_ / "newslint", "plugins", cwd=tmp_path)
    (tmp_path / "long.txt").write_text("The board " + "and the board " * 20 + "voted.\n")
    assert "HBR001" in run(bin_ / "newslint", "--select", "HBR", "long.txt", cwd=tmp_path)


def test_an_editable_install_sees_a_new_rule_at_once(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path / "project")
    bin_ = environment(tmp_path / "venv")
    run(bin_ / "pip", "install", "--quiet", "-e", project, cwd=tmp_path)
    run(bin_ / "newslint", "new", "rule", "widgets/stray-clap-button", cwd=project)
    path = project / "rules" / "widgets" / "stray-clap-button.yaml"
    path.write_text(path.read_text().replace("Replace this label", "Clap here"))
    assert "stray-clap-button" in run(bin_ / "newslint", "rules", cwd=tmp_path)


def test_the_hooks_work_in_a_real_repository(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path / "project")
    git = ("git", "-c", "user.name=Ann Lee", "-c", "user.email=ann@harbour.example")
    run("git", "init", "--quiet", cwd=project)
    run("git", "add", "-A", cwd=project)
    run(*git, "commit", "--quiet", "-m", "newslint", cwd=project)
    revision = run("git", "rev-parse", "HEAD", cwd=project).strip()
    repository = tmp_path / "content"
    repository.mkdir()
    run("git", "init", "--quiet", cwd=repository)
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: file://{project}\n    rev: {revision}\n    hooks:\n      - id: newslint-fix\n      - id: newslint\n"
    )
    (repository / "a.txt").write_text(DIRTY)
    run(sys.executable, "-m", "pre_commit", "install", cwd=repository)
    run("git", "add", "-A", cwd=repository)
    first = run(*git, "commit", "-m", "first", cwd=repository, ok=(1,))
    assert "files were modified by this hook" in first
    assert (repository / "a.txt").read_text() == CLEAN
    run("git", "add", "-A", cwd=repository)
    second = run(*git, "commit", "-m", "second", cwd=repository)
    assert "Passed" in second
    assert "second" in run("git", "log", "--oneline", cwd=repository)
