"""Where articles and rules stand for those who read a report elsewhere: in the repository, and on the web."""

from __future__ import annotations

import os

from auditor.model.made import NamedTuple
from auditor.read.sources import is_address
from auditor.report.layout import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.metadata import Distribution

    from auditor.model import Rule

_PACKAGE = "source-auditor"
_DRAWN = (".md", ".markdown", ".mdown", ".mkd")  # what GitHub shows without its lines, unless it is asked for the plain text
_LABEL = "rules"  # of the address in [project.urls] under which the rule files can be read


class Workspace(NamedTuple):
    """The root of the repository that is audited and the directory the names of articles start from; empty: names stay as given."""

    root: str = ""
    here: str = ""

    def path(self, name: str) -> str:
        """Give an article's path from the root, with slashes; an absolute path where it stands outside; an address as it is."""
        if name == "-" or is_address(name):
            return name
        if not self.root:
            return os.path.normpath(name).replace(os.sep, "/")
        full = os.path.normpath(os.path.join(self.here, name))  # noqa: PTH118 — strings throughout: names may be no paths
        inside = full.startswith(os.path.join(self.root, ""))  # noqa: PTH118
        return (os.path.relpath(full, self.root) if inside else full).replace(os.sep, "/")

    def uri(self, name: str) -> str:
        """Give an article's path as a URI: relative to the root, or a ``file:`` one where it stands outside; or its address."""
        from urllib.parse import quote  # noqa: PLC0415 — a report for the terminal has no URIs

        path = self.path(name)
        if is_address(name):
            return quote(name, safe="/:?#[]@!$&'()*+,;=%~")
        return ("file://" if path.startswith("/") else "") + quote(path.encode("utf-8", "surrogateescape"), safe="/")


def workspace() -> Workspace:
    """Give the repository around the current directory; without one, the current directory is the root."""
    try:
        here = os.getcwd()  # noqa: PTH109
    except OSError:  # it was removed
        return Workspace()
    folder = here
    while not os.path.exists(os.path.join(folder, ".git")):  # noqa: PTH110, PTH118 — a file in worktrees and submodules
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return Workspace(here, here)
        folder = above
    return Workspace(folder, here)


class Links(NamedTuple):
    """Where the links of a report lead to articles: from its ``folder``, or to ``page``, where a repository is shown.

    ``folder`` is the directory of the report's file, empty where it has none; ``page`` the address below which a code host shows
    the files of ``workspace``, without a slash at its end, if any.
    """

    folder: str = ""
    page: str = ""
    workspace: Workspace = Workspace()

    def to(self, name: str, line: int = 0) -> str:
        """Give the link to an article, or to a line of it; names are paths."""
        from urllib.parse import quote  # noqa: PLC0415 — a report for the terminal has no links

        path = self.workspace.path(name) if self.page else ""
        if path and not os.path.isabs(path):  # noqa: PTH117 — strings throughout
            plain = "?plain=1" if line and path.lower().endswith(_DRAWN) else ""
            return f"{self.page}/{quote(one_line(path), safe='/')}{plain}{f'#L{line}' if line else ''}"
        return quote(one_line(self._from_folder(name)), safe="/") + (f"#L{line}" if line else "")

    def _from_folder(self, name: str) -> str:
        if not self.folder:
            return name
        try:
            return os.path.relpath(name, self.folder).replace(os.sep, "/")
        except (ValueError, OSError):  # on another drive; or the current directory was removed
            return name


def repository_page(where: Workspace) -> str:
    """Give the address below which GitHub shows the files that a job of its Actions audits; nothing outside of one.

    The summary of a job is no file of the repository, so relative links lead nowhere from there.
    """
    server, repository, commit = (os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA"))
    checkout = os.environ.get("GITHUB_WORKSPACE", "")
    if os.environ.get("GITHUB_ACTIONS") != "true" or not (server and repository and commit and checkout and where.root):
        return ""
    same = os.path.realpath(checkout) == os.path.realpath(where.root)  # else it is a checkout of something else
    return f"{server}/{repository}/blob/{commit}" if same else ""


def rule_page(home: str, rule: Rule) -> str:
    """Give the address of a rule's page below ``home``; nothing where there is none, or the rule is another author's."""
    from auditor.compiled import rules_dir  # noqa: PLC0415 — most reports link no rules

    own = home and (rules_dir() / rule.category / f"{rule.id}.toml").is_file()
    return f"{home}/{rule.category}/{rule.id}.toml" if own else ""


def rules_home(distribution: Distribution | None = None) -> str:
    """Give the address under which the rules of this installation can be read, without a slash at its end; else nothing.

    It is that of ``Rules`` in the package's URLs, else the repository and commit that pip installed it from.
    """
    import json  # noqa: PLC0415
    from importlib.metadata import PackageNotFoundError  # noqa: PLC0415
    from importlib.metadata import distribution as installed  # noqa: PLC0415

    try:
        found = distribution or installed(_PACKAGE)
    except PackageNotFoundError:
        return ""
    for line in found.metadata.get_all("Project-URL") or ():
        label, _, address = line.partition(",")
        if label.strip().lower() == _LABEL:
            return str(address.strip().rstrip("/"))
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    commit = origin.get("vcs_info", {}).get("commit_id")
    address = str(origin.get("url", ""))
    if not commit or not address.startswith("https://") or "@" in address:  # an address with a password goes into no report
        return ""
    return f"{address.rstrip('/').removesuffix('.git')}/blob/{commit}/rules"
