"""Files on their way into a chat page: pasted, dropped and picked, in a real browser."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from agent.trial.scenes import Stage
from agent.trial.session import Session

MARKED = "CONFIDENTIAL\n\nThe offer for the harbour.\n"
#: A picture of one dot (PNG specification, 11.2).
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>CONFIDENTIAL</w:t></w:r></w:p><w:p><w:r><w:t>An offer.</w:t></w:r></w:p>"
    "</w:body></w:document>"
)


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """Another text for each test: nobody is asked twice about the same."""
    file = tmp_path / "offer.txt"
    file.write_text(f"{MARKED}{tmp_path.name}", "utf-8")
    return file


def _pick(stage: Stage, *files: Path) -> None:
    stage.driver.find_element("id", "file").send_keys("\n".join(map(str, files)))


def _drop(stage: Stage, *files: Path) -> None:
    place = stage.driver.find_element("id", "plain").rect
    stage.driver.drop_files(files, place["x"] + 40, place["y"] + 40)


@contextmanager
def _copied(running: Session, kind: str, content: bytes) -> Iterator[None]:
    """A program that offers `content` on the clipboard for as long as the block lasts."""
    command = ["xclip", "-selection", "clipboard", "-quiet", "-t", kind]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(running.environment)
    ) as owner:
        assert owner.stdin
        owner.stdin.write(content)
        owner.stdin.close()
        try:
            yield
        finally:
            owner.terminate()


def _names(stage: Stage) -> list[str]:
    """The names of files that any event brought to the page."""
    script = "return received.filter(e => /[.](txt|docx|png|zip)/.test(e.text)).map(e => e.text)"
    return [str(name) for name in stage.driver.execute_script(script)]


def _continue(stage: Stage) -> None:
    stage.dialog.press("Continue anyway")
    stage.dialog.press("agreed")
    stage.dialog.wait_gone()


@pytest.mark.parametrize("way", [_pick, _drop], ids=["picked", "dropped"])
def test_a_marked_file_is_held_and_arrives_whole_when_continued(
    stage: Stage, marked: Path, way: Callable[..., None], until: Callable[..., None]
) -> None:
    stage.page.start_over("plain")
    way(stage, marked)
    assert "offer.txt is marked CONFIDENTIAL" in stage.dialog.wait("CONFIDENTIAL")
    assert _names(stage) == []
    stage.typist.press("Escape")
    stage.dialog.wait_gone()
    assert _names(stage) == []
    way(stage, marked)
    stage.dialog.wait("CONFIDENTIAL")
    _continue(stage)
    until(lambda: _names(stage))
    assert set(_names(stage)) == {"offer.txt"}


def test_marked_files_of_every_kind_are_read(stage: Stage, tmp_path: Path) -> None:
    for number, (name, content) in enumerate(_documents().items()):
        file = tmp_path / name
        file.write_bytes(content)
        stage.page.start_over("plain")
        _pick(stage, file)
        assert f"{name} is marked" in stage.dialog.wait("CONFIDENTIAL"), number
        stage.dialog.press("Cancel")
        stage.dialog.wait_gone()


def _documents() -> dict[str, bytes]:
    with io.BytesIO() as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", DOCUMENT)
        word = made.getvalue()
    return {
        "utf16.txt": MARKED.encode("utf-16"),
        "latin1.csv": b"CONFIDENTIAL\n\nfa\xe7ade;1\n",
        "word.docx": word,
    }


def test_a_harmless_file_arrives_without_a_question(
    stage: Stage, tmp_path: Path, until: Callable[..., None]
) -> None:
    file = tmp_path / "menu.txt"
    file.write_text("Soup, then fish.", "utf-8")
    stage.page.start_over("plain")
    _pick(stage, file)
    until(lambda: _names(stage) == ["menu.txt", "menu.txt"])  # `input` and `change`
    assert stage.driver.execute_script("return document.getElementById('file').files.length") == 1
    assert stage.dialog.words() == ""


def test_a_pasted_picture_arrives_and_is_said_to_be_unchecked(
    running: Session, stage: Stage, until: Callable[..., None]
) -> None:
    with _copied(running, "image/png", PICTURE):
        stage.typist.go_to("chromium")
        stage.paste("plain")
        until(lambda: _names(stage))
        assert "does not read pictures" in stage.dialog.note()


def test_a_pasted_file_is_judged(running: Session, stage: Stage, marked: Path) -> None:
    with _copied(running, "text/uri-list", f"{marked.as_uri()}\r\n".encode()):
        stage.typist.go_to("chromium")
        stage.paste("plain")
        stage.dialog.wait("offer.txt is marked CONFIDENTIAL")
        assert _names(stage) == []
        stage.dialog.press("Cancel")
        stage.dialog.wait_gone()


def test_a_file_that_nobody_can_read_is_asked_about(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "locked.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("anything.bin", b"1")
    stage.page.start_over("plain")
    _pick(stage, file)
    assert "An archive was not opened" in stage.dialog.wait("could not check this file")
    stage.dialog.press("Cancel")
    stage.dialog.wait_gone()


def test_a_field_outside_the_document_is_guarded(stage: Stage, marked: Path) -> None:
    stage.driver.execute_script(
        """
        window.loose = Object.assign(document.createElement("input"), { type: "file" });
        window.heard = [];
        loose.addEventListener("change", () => heard.push(loose.files.length));
        loose.showPicker = () => {};
        HTMLElement.prototype.click.call(loose);
        """
    )
    loose = stage.driver.execute_script("return window.loose")
    loose.send_keys(str(marked))
    stage.dialog.wait("offer.txt is marked CONFIDENTIAL")
    assert stage.driver.execute_script("return heard") == []
    stage.dialog.press("Continue anyway")
    stage.dialog.press("agreed")
    stage.dialog.wait_gone()
    assert stage.driver.execute_script("return heard") == [1]


def test_a_page_that_reads_the_clipboard_by_itself_gets_what_was_approved(stage: Stage) -> None:
    allowed = {"permission": {"name": "clipboard-read"}, "setting": "granted"}
    stage.driver.execute_cdp_cmd("Browser.setPermission", allowed)
    read = "window.came = null; navigator.clipboard.readText().then(text => (window.came = text))"
    with stage.copied("CONFIDENTIAL: read by a button.\n"):
        stage.page.start_over("plain")
        stage.driver.execute_script(read)
        stage.dialog.wait("CONFIDENTIAL")
        assert stage.driver.execute_script("return window.came") is None
        stage.dialog.press("Cancel")
        stage.dialog.wait_gone()
        assert stage.driver.execute_script("return window.came") == ""
