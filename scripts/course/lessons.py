"""docs/lecture.md as lessons with commands, which can be run and whose output can be put beneath them."""
import dataclasses
import re
import subprocess


@dataclasses.dataclass
class Lesson:
    """A section `## 3. Title`."""
    number: int
    text: str


def split(page):
    """What stands before the first lesson, the lessons, what stands behind the last."""
    parts = re.split(r"(?m)^(?=## )", page)
    numbered = [(re.match(r"## (\d+)\. ", part), part) for part in parts]
    lessons = [Lesson(int(match.group(1)), part) for match, part in numbered if match]
    first = next(k for k, (match, _) in enumerate(numbered) if match)
    return "".join(parts[:first]), lessons, "".join(parts[first + len(lessons):])


def is_open(command):
    """Whether the command goes on in the next line: a quote is open."""
    opened = None
    for character in command:
        if character == opened:
            opened = None
        elif opened is None and character in "'\"":
            opened = character
    return opened is not None


def commands(block):
    """The commands of a block: lines that begin with `$ `, and what an open quote adds."""
    found, going_on = [], False
    for line in block.splitlines():
        if going_on:
            found[-1] += "\n" + line
        elif line.startswith("$ "):
            found.append(line[2:])
        going_on = bool(found) and (going_on or line.startswith("$ ")) and is_open(found[-1])
    return found


def shows_output(command):
    """What trains or writes pages is shown without what it prints."""
    return not command.startswith(("tryall run", "tryall report"))


def run(command, folder, environment):
    """What it prints on its standard output."""
    finished = subprocess.run(["sh", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if finished.returncode != 0:
        raise SystemExit(f"{command}: ended with {finished.returncode}")
    return finished.stdout


def with_output(text, execute):
    """The text with every command of its blocks executed and its output beneath."""
    def filled(match):
        lines = []
        for command in commands(match.group(1)):
            if lines and not lines[-1].startswith("$ "):
                lines.append("")
            lines.append("$ " + command)
            printed = execute(command)
            if shows_output(command):
                lines += [line.rstrip() for line in printed.splitlines()]
        return "```\n" + "\n".join(lines) + "\n```\n"

    return re.sub(r"(?ms)^```\n(\$ .*?)^```\n", filled, text)
