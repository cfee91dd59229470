"""nbgrader's configuration of this course. The commands and the formgrader read it in this folder.

Environment variables change what a site needs to change:

NEURONLAB_COURSE     the course's id (default `neuronlab`)
NEURONLAB_EXCHANGE   the exchange folder (default `term/exchange` in this folder)
NEURONLAB_DATABASE   the gradebook's URL (default SQLite, `term/gradebook.db`)
NEURONLAB_TIMEZONE   the time zone in which times are given (default `UTC`)
"""

import os
import sys
from pathlib import Path

import nbgrader

c = get_config()  # noqa: F821 - given by traitlets
root = Path(__file__).resolve().parent
if str(root) not in sys.path:  # dotted names below are imported from here
    sys.path.insert(0, str(root))

from grading.gate import install  # noqa: E402 - found on the path set above
from grading.page import TEMPLATES  # noqa: E402

timezone = os.environ.get("NEURONLAB_TIMEZONE", "UTC")

c.CourseDirectory.root = str(root)
c.CourseDirectory.course_id = os.environ.get("NEURONLAB_COURSE", "neuronlab")
c.CourseDirectory.source_directory = "solutions/notebooks"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = "term/submitted"
c.CourseDirectory.autograded_directory = "term/autograded"
c.CourseDirectory.feedback_directory = "term/feedback"
c.CourseDirectory.solution_directory = "term/solution"
if "NEURONLAB_DATABASE" not in os.environ:
    (root / "term").mkdir(exist_ok=True)  # SQLite makes the file, not its folder
c.CourseDirectory.db_url = os.environ.get(
    "NEURONLAB_DATABASE", f"sqlite:///{root / 'term' / 'gradebook.db'}"
)

exchange = Path(os.environ.get("NEURONLAB_EXCHANGE", root / "term" / "exchange"))
if "NEURONLAB_EXCHANGE" not in os.environ:
    exchange.mkdir(parents=True, exist_ok=True)
c.Exchange.root = str(exchange)
c.Exchange.timezone = timezone

c.ClearSolutions.code_stub = {"python": "raise NotImplementedError  # your code here"}
c.ClearSolutions.enforce_metadata = True

c.GenerateAssignment.preprocessors = [
    "grading.releasing.ResetAnswers",
    "grading.releasing.EmbedFigures",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "grading.releasing.KeepRelease",
]

# Submissions are rebuilt from the release before nbgrader sees them (docs/grading.md), so nothing is left for
# nbgrader's own steps to clear, deduplicate or overwrite. Hidden tests are not put back.
install()
c.Autograde.sanitize_preprocessors = [
    "grading.schemes.ShowScheme",
    "nbgrader.preprocessors.CheckCellMetadata",
]


c.Autograde.autograde_preprocessors = [
    "grading.executing.ExecuteAndJudge",
    "grading.feedback.MakeHarmless",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "grading.recording.SaveJudgedGrades",
    "grading.executing.NoteTheRoom",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Nothing that a submission displays runs in the formgrader or in feedback (docs/grading.md).
c.HTMLExporter.filters = {"markdown2html": "grading.feedback.markdown2html"}
c.HTMLExporter.preprocessors = ["grading.feedback.MakeHarmless"]
c.HTMLExporter.extra_template_basedirs = [  # ours come first: the formgrader fetches no MathJax
    str(root / "grading" / "templates"),
    str(Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"),
]
c.GenerateFeedback.exporter_class = "grading.feedback.FeedbackExporter"
c.FeedbackExporter.template_name = "feedback-page"
c.FeedbackExporter.extra_template_basedirs = [TEMPLATES]
c.GenerateFeedback.preprocessors = [
    "grading.feedback.RefuseUnfinished",
    "nbgrader.preprocessors.GetGrades",
    "grading.schemes.HideScheme",
]
