#!/usr/bin/env python3
"""Shows that each repository rule can fail: a small project breaks every one of them."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import rules  # noqa: E402

LIMITS = "src/shared/base/include/linquan/base/limits.h"
GOOD = {
    "CHANGELOG.md": "# Changes\n\n## Unreleased\n",
    "README.md": "[a](docs/glossary.md) [b](docs/limits.md) [c](docs/cli.md) [d](docs/configuration.md)\n",
    "docs/glossary.md": "[back](../README.md)\n",
    "docs/limits.md": "| `rows` |\n",
    "docs/cli.md": "# linquan\n| `--lang` |\n## linquan info\n| `--lists DIR` |\n",
    "docs/configuration.md": "| `language` |\n",
    "i18n/en.yaml": 'a_code: "A"\nb_code: "B"\n',
    "i18n/zh.yaml": 'a_code: "甲"\nb_code: "乙"\n',
    "src/shared/base/CMakeLists.txt": "\n",
    "src/shared/base/base.cpp": 'return refuse(ErrorKind::usage, "a_code"); say("b_code")\n',
    LIMITS: "#pragma once\ninline constexpr std::size_t rows = 5;\n",
    "src/shared/base/test/base_test.cpp": "\n",
    "run": "#!/bin/sh\n",
}
LISTING = "option --lang\ncommand info\noption info --lists\noption info --json\nsetting language\n"


class Rules(unittest.TestCase):
    def complaints(self, rule, changes):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**GOOD, **changes}.items():
                if name and text is not None:
                    path = Path(folder, name)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text, encoding="utf-8")
            Path(folder, "run").chmod(0o644 if changes.get("run") == "" else 0o755)
            repository = rules.Repository(folder)
            if rule == "documented":
                return list(rules.compare(repository, changes.get("", LISTING)))
            return list(rules.RULES[rule](repository))

    def test_a_good_project_passes(self):
        for rule in set(rules.RULES) - {"commands_and_settings_are_documented", "format", "shell_scripts"}:
            self.assertEqual(self.complaints(rule, {}), [], rule)
        self.assertEqual(self.complaints("documented", {}), [])

    def test_each_rule_can_fail(self):
        unfinished = "TO" + "DO"
        path = "/" + "home" + "/me"
        cases = [
            ("line_length", {"src/shared/base/CMakeLists.txt": "x" * 121}),
            ("line_length", {"README.md": "圈" * 61}),
            ("file_length", {"src/shared/base/base.cpp": "\n" * 601}),
            ("words", {"README.md": f"{unfinished}: write this\n"}),
            ("words", {"run": f"#!/bin/sh\ncd {path}\n"}),
            ("links", {"README.md": "[x](docs/none.md)\n"}),
            ("documents_are_found", {"docs/lonely.md": "x\n"}),
            ("modules", {"src/shared/base/test/base_test.cpp": None}),
            ("modules", {"src/store/include/linquan/store/store.h": "#pragma once\n"}),
            ("headers", {LIMITS: "inline constexpr int x = 1;\n"}),
            ("messages", {"i18n/zh.yaml": 'a_code: "甲"\n'}),
            ("messages", {"i18n/en.yaml": 'b_code: "B"\na_code: "A"\n'}),
            ("messages", {"src/shared/base/base.cpp": 'say("a_code")\n'}),
            ("messages", {"src/shared/base/more.cpp": 'refuse(ErrorKind::usage, "c_code");\n'}),
            ("message_places", {"i18n/en.yaml": 'a_code: "A {file}"\nb_code: "B"\n'}),
            ("limits_are_documented", {"docs/limits.md": "\n"}),
            ("changelog", {"CHANGELOG.md": "# Changes\n"}),
        ]
        for rule, changes in cases:
            self.assertNotEqual(self.complaints(rule, changes), [], f"{rule} {changes}")

    def test_scripts_must_be_executable(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "run").write_text("#!/bin/sh\n", encoding="utf-8")
            Path(folder, "run").chmod(0o644)
            self.assertNotEqual(list(rules.rule_scripts_are_executable(rules.Repository(folder))), [])

    def test_documents_must_name_every_option_and_no_other(self):
        self.assertNotEqual(self.complaints("documented", {"": LISTING + "command route\n"}), [])
        self.assertNotEqual(self.complaints("documented", {"": LISTING + "option info --at\n"}), [])
        self.assertNotEqual(self.complaints("documented", {"": LISTING + "setting import.osm\n"}), [])
        self.assertNotEqual(self.complaints("documented", {"": "option --lang\ncommand info\nsetting language\n"}), [])
        more = {"docs/configuration.md": "| `language` |\n| `none` |\n"}
        self.assertNotEqual(self.complaints("documented", more), [])


if __name__ == "__main__":
    unittest.main()
