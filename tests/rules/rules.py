#!/usr/bin/env python3
"""Rules of the repository that no compiler checks. Each rule_* function is one test: it returns its complaints."""

import argparse
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

SKIPPED = 77
COLUMNS_MAX = 120
LINES_MAX = 600
LANGUAGES = ("en", "zh")


class Repository:
    """The project's own files: what git tracks or would track, or all but the build where there is no git."""

    def __init__(self, root, program=None):
        self.root = Path(root)
        self.program = program
        self.files = sorted(self._list())

    def _list(self):
        if (self.root / ".git").exists():
            command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
            names = subprocess.run(command, cwd=self.root, check=True, capture_output=True, text=True).stdout
            return [name for name in names.split("\0") if name and (self.root / name).is_file()]
        found = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name not in ("build", "demo", ".cache")]
            found += [str(Path(folder, name).relative_to(self.root)) for name in names]
        return found

    def text(self, name):
        return (self.root / name).read_text(encoding="utf-8")

    def matching(self, pattern):
        return [name for name in self.files if re.search(pattern, name)]


CODE = r"\.(cpp|h|py|sh|cmake|capnp)$|(^|/)CMakeLists\.txt$|^(run|test|\.ci/run)$"
PROSE = r"\.md$"
SOURCE = r"^(src|tests)/.*\.(cpp|h)$"


def columns_of(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def rule_line_length(repository):
    # C++ is left to rule_format.
    for name in repository.matching(f"{CODE}|{PROSE}"):
        quoted = False  # What a program printed in a block of a document is not ours to wrap.
        for number, line in enumerate(repository.text(name).splitlines(), 1):
            if name.endswith((".cpp", ".h")):
                break
            table_or_link = name.endswith(".md") and (line.lstrip().startswith("|") or "](" in line)
            quoted ^= name.endswith(".md") and line.startswith("```")
            if columns_of(line) > COLUMNS_MAX and not table_or_link and not quoted:
                yield f"{name}:{number}: {columns_of(line)} columns, allowed are {COLUMNS_MAX}"


def rule_file_length(repository):
    for name in repository.matching(r"\.(cpp|h|py|sh|cmake)$"):
        count = len(repository.text(name).splitlines())
        if count > LINES_MAX:
            yield f"{name}: {count} lines, allowed are {LINES_MAX}: a file that long does several things"


# Written apart, so that this file does not break its own rule.
UNFINISHED = "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK", "Not written " + "yet"])
MACHINE = "|".join("/" + name + "/" for name in ("wo" + "rk", "ho" + "me", "ro" + "ot", "tm" + "p"))
HOSTS = "|".join(["deb" + r"\.debian", "py" + r"pi\.org", "npm" + r"js\.", "mir" + r"rors?\."])


def rule_words(repository):
    forbidden = {
        f"\\b({UNFINISHED})\\b": "unfinished work is finished or written down as an issue",
        f"(^|[^A-Za-z0-9_.}}]){MACHINE}": "no path of somebody's machine",
        HOSTS: "no package host",
    }
    for name in repository.matching(f"{CODE}|{PROSE}|\\.(ya?ml|txt|json|service)$"):
        for number, line in enumerate(repository.text(name).splitlines(), 1):
            for pattern, why in forbidden.items():
                found = re.search(pattern, line)
                if found:
                    yield f"{name}:{number}: \"{found.group(0)}\": {why}"


def links_of(text):
    return re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.S))


def targets_of(repository, name):
    """Files that the Markdown file links to, as (link, path from the root)."""
    for link in links_of(repository.text(name)):
        path = link.split("#")[0]
        if path and not re.match(r"[a-z]+:", link):
            yield link, os.path.normpath(os.path.join(os.path.dirname(name), path))


def rule_links(repository):
    for name in repository.matching(PROSE):
        for link, target in targets_of(repository, name):
            if not (repository.root / target).exists():
                yield f"{name}: link to {link} leads nowhere"


def rule_documents_are_found(repository):
    """Every document is linked from another one: what nobody finds is dead."""
    linked = set()
    for name in repository.matching(PROSE):
        linked.update(target for _, target in targets_of(repository, name))
    for name in repository.matching(r"^docs/.*\.md$"):
        if name not in linked:
            yield f"{name}: no other document links to it"


def rule_modules(repository):
    # A folder below src is a module itself, as store is, or holds modules.
    alone = {"/".join(name.split("/")[:2]) for name in repository.matching(r"^src/[^/]+/include/")}
    below = {"/".join(name.split("/")[:3]) for name in repository.matching(r"^src/[^/]+/[^/]+/")}
    modules = alone | {module for module in below if module.rsplit("/", 1)[0] not in alone}
    for module in sorted(modules):
        short = module.rsplit("/", 1)[1]
        for needed in (r"CMakeLists\.txt$", f"include/linquan/{short}/[^/]+\\.h$", r"test/[^/]+\.cpp$", r"[^/]+\.cpp$"):
            if not repository.matching(f"^{module}/{needed}"):
                yield f"{module}: nothing matches {needed}"


def rule_headers(repository):
    for name in repository.matching(r"^(src|tests)/.*\.h$"):
        if not repository.text(name).startswith("#pragma once\n"):
            yield f"{name}: does not begin with #pragma once"


def codes_of(repository, language):
    codes = []
    for line in repository.text(f"i18n/{language}.yaml").splitlines():
        if line and not line.startswith("#"):
            codes.append(line.split(":")[0])
    return codes


CODE_USES = [
    r'\brefuse\(\s*[A-Za-z_:]*ErrorKind::\w+,\s*"(\w+)"',
    r'\bErrorKind::\w+,\s*"(\w+)",\s*\{',
    r'\bNotice\{\s*"(\w+)"',
    r'notices\.(?:push_back|emplace_back)\(\{?\s*"(\w+)"',
    r'\bstep\(\s*"(\w+)"',
    r'\b(?:say|tell)\((?:console, )?"(\w+)"\s*[,)]',
    r'skipped\[\s*"(\w+)"\s*\]',
    r'marks\.(?:push_back|emplace_back)\(\s*"(\w+)"',
    r'\breason = "(\w+)"',
    r'\{"\w+", OnFoot::\w+, [^"]*"(\w+)"\}',
]


def rule_messages(repository):
    known = {language: codes_of(repository, language) for language in LANGUAGES}
    for language, codes in known.items():
        if codes != sorted(set(codes)):
            yield f"i18n/{language}.yaml: codes are not sorted, or one stands twice"
    for code in sorted(set(known["en"]) ^ set(known["zh"])):
        yield f"i18n: {code} stands in one language only"
    sources = [name for name in repository.matching(r"^src/.*\.(cpp|h)$") if "/test/" not in name]
    everything = re.sub(r"^\s*//.*$", "", "\n".join(repository.text(name) for name in sources), flags=re.M)
    for pattern in CODE_USES:
        for code in sorted(set(re.findall(pattern, everything)) - set(known["en"])):
            yield f"src: {code} is used and has no sentence in i18n"
    for code in known["en"]:
        built = any(f'"{code[: i + 1]}"' in everything for i, c in enumerate(code) if c == "_")
        if f'"{code}"' not in everything and not built:
            yield f"i18n: {code} has a sentence and is used nowhere in src"


def literal_arguments(text, start):
    """The argument names that stand behind a code up to the end of its call; None where they come from elsewhere."""
    depth, at, quoted = 1, start, False
    while at < len(text) and depth > 0:
        if quoted:
            at += text[at] == "\\"
            quoted = text[at] != '"'
        else:
            quoted = text[at] == '"'
            depth += (text[at] in "({") - (text[at] in ")}")
        at += 1
    given = text[start : at - 1]
    names = set(re.findall(r'\{\s*"(\w+)"\s*,', given))
    return names if names or not re.search(r"\w", given) else None


def rule_message_places(repository):
    """A sentence with a place that its call does not fill would show the place itself to the user."""
    places = {}
    for line in repository.text("i18n/en.yaml").splitlines():
        code, _, sentence = line.partition(":")
        places[code] = set(re.findall(r"\{(\w+)\}", sentence))
    call = r'(?:ErrorKind::\w+,\s*|Notice\{\s*|notices\.\w+_back\(\{?\s*|(?:say|tell)\((?:console, )?)"(\w+)"'
    for name in repository.matching(r"^src/.*\.(cpp|h)$"):
        text = repository.text(name)
        for match in re.finditer(call, text) if "/test/" not in name else []:
            filled = literal_arguments(text, match.end())
            missing = places.get(match.group(1), set()) - (filled or set())
            if filled is not None and missing:
                line = text.count("\n", 0, match.start()) + 1
                yield f"{name}:{line}: {match.group(1)} does not fill {', '.join(sorted(missing))}"


def listing_of(repository):
    if not repository.program or not Path(repository.program).exists():
        sys.exit(SKIPPED)
    return subprocess.run([repository.program, "--list-options"], check=True, capture_output=True, text=True).stdout


def sections_of(text):
    """Heading → the code spans in the first cells of its tables."""
    sections, heading = {}, ""
    for line in text.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ").strip("`")
        elif line.startswith("|"):
            cell = line.split("|")[1]
            sections.setdefault(heading, set()).update(re.findall(r"`(--[a-z0-9-]+|[a-z_]+(?:\.[a-z_]+)*)", cell))
        sections.setdefault(heading, set())
    return sections


COMMON = {"--help", "--json", "--lang", "--config"}


def compare(repository, listing):
    options = sections_of(repository.text("docs/cli.md"))
    settings = set().union(*sections_of(repository.text("docs/configuration.md")).values())
    wanted = {}
    for line in listing.splitlines():
        sort, rest = line.split(" ", 1)
        if sort == "setting" and rest not in settings:
            yield f"docs/configuration.md: the setting {rest} is not described"
        elif sort == "command":
            wanted.setdefault(f"linquan {rest}", set())
        elif sort == "option":
            command, _, option = rest.rpartition(" ")
            wanted.setdefault(f"linquan {command}".strip(), set()).add(option)
    known_settings = {line.split(" ", 1)[1] for line in listing.splitlines() if line.startswith("setting ")}
    for setting in sorted(settings - known_settings):
        yield f"docs/configuration.md: there is no setting {setting}"
    for heading, names in wanted.items():
        if heading not in options:
            yield f"docs/cli.md: no section \"{heading}\""
            continue
        expected = names if heading == "linquan" else names - COMMON
        described = {name for name in options[heading] if name.startswith("--")}
        for option in sorted(expected - described):
            yield f"docs/cli.md: {heading} does not describe {option}"
        for option in sorted(described - names):
            yield f"docs/cli.md: {heading} has no {option}"


def rule_commands_and_settings_are_documented(repository):
    yield from compare(repository, listing_of(repository))


def rule_limits_are_documented(repository):
    text = repository.text("docs/limits.md")
    limits = repository.text("src/shared/base/include/linquan/base/limits.h")
    for name in re.findall(r"inline constexpr [\w:]+ (\w+) =", limits):
        if f"`{name}`" not in text:
            yield f"docs/limits.md: {name} is not described"


def rule_changelog(repository):
    if "\n## Unreleased\n" not in repository.text("CHANGELOG.md"):
        yield "CHANGELOG.md: there is no section \"## Unreleased\""


def rule_scripts_are_executable(repository):
    for name in repository.files:
        path = repository.root / name
        if path.read_bytes().startswith(b"#!") and not os.access(path, os.X_OK):
            yield f"{name}: begins with #! and is not executable"


def complaints_of_tool(repository, command, names):
    try:
        done = subprocess.run(command + names, cwd=repository.root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        sys.exit(SKIPPED)
    if done.returncode != 0:
        yield (done.stdout + done.stderr)[-4000:]


def rule_format(repository):
    yield from complaints_of_tool(repository, ["clang-format", "--dry-run", "--Werror"], repository.matching(SOURCE))


def rule_shell_scripts(repository):
    head = rb"#!.*\b(ba)?sh\b|# .*[Ss]ourced"
    scripts = [name for name in repository.files if re.match(head, repository.root.joinpath(name).read_bytes())]
    yield from complaints_of_tool(repository, ["shellcheck", "-x"], scripts)


RULES = {name[len("rule_"):]: function for name, function in globals().items() if name.startswith("rule_")}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rule", choices=sorted(RULES))
    parser.add_argument("--root", default=Path(__file__).resolve().parents[2])
    parser.add_argument("--program", help="the linquan program, for the rules that ask it what it can do")
    arguments = parser.parse_args()
    complaints = list(RULES[arguments.rule](Repository(arguments.root, arguments.program)))
    print("\n".join(complaints))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
