"""The style sheet and the scripts as they are written: what they must not do to anybody."""

import re

from bot.settings import PROJECT

STATIC = PROJECT / "bot" / "webchat" / "static"
CSS = (STATIC / "chat.css").read_text("utf-8")


def test_the_style_sheet_leaves_the_persons_own_styles_the_last_word():
    assert "!important" not in CSS
    assert not re.search(
        r"user-select|pointer-events|cursor: none|background-image|content: \"\w", CSS
    )
    assert "url(" not in re.sub(r"url\(/static/[\w-]+\.woff2\)", "", CSS)


def test_nothing_is_animated_locked_to_one_way_up_or_stuck_over_the_page():
    assert not re.search(r"animation|transition|@keyframes|scroll-behavior|orientation", CSS)
    assert not re.search(r"position: (fixed|sticky)", CSS)


def test_letters_have_no_fixed_size_and_lines_start_at_one_edge():
    sizes = re.findall(r"font(?:-size)?: ([^;]*?\d[^;]*);", CSS)
    on_screen = [size for size in sizes if "pt" not in size]
    assert on_screen and not any(re.search(r"\dpx", size) for size in on_screen)
    assert "text-align: justify" not in CSS and "text-align: center" not in CSS


def test_every_preference_of_the_device_is_heard():
    for query in ("prefers-color-scheme: dark", "prefers-contrast: more", "forced-colors: active"):
        assert f"({query})" in CSS


def test_scripts_ask_for_no_sound_no_window_and_no_storage_by_themselves():
    for name in ("chat.js", "leave.js"):
        code = (STATIC / name).read_text("utf-8")
        for word in ("autoplay", "window.open", "localStorage", "sessionStorage", "alert(",
                     "confirm(", "accessKey", "eval("):  # fmt: skip
            assert word not in code
    # The one sound is made where a message comes, if the person chose it.
    code = (STATIC / "chat.js").read_text("utf-8")
    assert code.count("beep()") == 2 and "if (chosen.sound) beep();" in code
